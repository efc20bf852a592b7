import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

/** Denies, and says why in its context. */
const authorizer = `
export const handler = async ({ authorizationToken, methodArn }) => ({
  principalId: 'ada',
  policyDocument: { Statement: [{ Action: '*', Effect: 'Deny', Resource: methodArn }] },
  ...(authorizationToken === 'why' && { context: { why: 'expired', days: 3 } }),
});`;

const resources = {
  ...restApi([
    {
      path: 'guarded',
      method: 'GET',
      integration: lambdaIntegration('Authorizer'),
      properties: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Token' } },
    },
  ]),
  Token: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerUri: lambdaIntegration('Authorizer')['Uri'],
    },
  },
  Denied: {
    Type: 'AWS::ApiGateway::GatewayResponse',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResponseType: 'ACCESS_DENIED',
      ResponseParameters: { 'gatewayresponse.header.x-days': 'context.authorizer.days' },
      ResponseTemplates: {
        'application/json':
          '{"why":"$context.authorizer.why","who":"$context.authorizer.principalId"}',
      },
    },
  },
};

describe('refusedResponse', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    const path = await writeAssembly({ functions: { Authorizer: authorizer }, resources });
    gateway = await startGateway({ path, port: 0 });
  });

  afterAll(() => gateway.close());

  it.each([
    ['that it gave, also from the cache', 'why', { why: 'expired', who: 'ada' }, '3'],
    ['that it gave, again', 'why', { why: 'expired', who: 'ada' }, '3'],
    ['of which there is none', 'because', { why: '', who: 'ada' }, undefined],
  ])(
    'tells the context of an authorizer that denies, %s (GW-12, GW-17)',
    async (_name, token, body, days) => {
      const url = `${gateway.endpoints[0]?.url}/guarded`;

      const answer = await send(url, { headers: { authorization: token } });

      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)).toEqual(body);
      expect(answer.headers['x-days']).toBe(days);
    },
  );
});
