import type { RestRoute } from '../../../src/front-doors/rest-api/route.ts';

/** A method of a REGIONAL API, but for what a test is about. */
export function restRoute(parts: Partial<RestRoute> = {}): RestRoute {
  return {
    apiId: 'puhdx84jy9',
    accountId: '123456789012',
    stage: 'prod',
    resourceId: '3nq1cq',
    resourcePath: '/no-auth',
    httpMethod: 'ANY',
    deploymentId: 'v99qix',
    domainName: 'puhdx84jy9.execute-api.eu-west-1.amazonaws.com',
    ...parts,
  };
}
