import type { HttpApiRoute } from '../../../src/front-doors/http-api/route.ts';

/** The `$default` route of an HTTP API on the stage `$default`, but for what a test is about. */
export function httpApiRoute(parts: Partial<HttpApiRoute> = {}): HttpApiRoute {
  return {
    apiId: 'lsw1ro4ipb',
    accountId: '123456789012',
    stage: '$default',
    routeKey: '$default',
    domainName: 'lsw1ro4ipb.execute-api.eu-west-1.amazonaws.com',
    ...parts,
  };
}
