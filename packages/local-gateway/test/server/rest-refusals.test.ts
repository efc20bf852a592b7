import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

/** Denies, and says why in its context; lets `friend` pass, for whom the function itself is no good. */
const authorizer = `
export const handler = async ({ authorizationToken }) => ({
  principalId: 'ada',
  policyDocument: {
    Statement: [
      { Action: '*', Effect: authorizationToken === 'friend' ? 'Allow' : 'Deny', Resource: '*' },
    ],
  },
  ...(authorizationToken !== 'because' && { context: { why: 'expired', days: 3 } }),
});`;

const template =
  '{"why":"$context.authorizer.why","who":"$context.authorizer.principalId","key":"$context.identity.apiKey"}';

const resources = {
  ...restApi([
    {
      path: 'guarded',
      method: 'GET',
      integration: lambdaIntegration('Authorizer'),
      properties: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Token' } },
    },
    {
      path: 'validated',
      method: 'GET',
      integration: lambdaIntegration('Authorizer'),
      properties: {
        AuthorizationType: 'CUSTOM',
        AuthorizerId: { Ref: 'Token' },
        RequestValidatorId: { Ref: 'Validator' },
        RequestParameters: { 'method.request.querystring.q': true },
      },
    },
    {
      path: 'keyed',
      method: 'GET',
      integration: lambdaIntegration('Authorizer'),
      properties: {
        AuthorizationType: 'CUSTOM',
        AuthorizerId: { Ref: 'Token' },
        ApiKeyRequired: true,
      },
    },
  ]),
  Validator: {
    Type: 'AWS::ApiGateway::RequestValidator',
    Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestParameters: true },
  },
  Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: 'key' } },
  Plan: {
    Type: 'AWS::ApiGateway::UsagePlan',
    Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }] },
  },
  PlanKey: {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
  },
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
      ResponseTemplates: { 'application/json': template },
    },
  },
  ...Object.fromEntries(
    ['DEFAULT_4XX', 'DEFAULT_5XX'].map((ResponseType) => [
      ResponseType.replace('_', ''),
      {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResponseType,
          ResponseTemplates: { 'application/json': template },
        },
      },
    ]),
  ),
};

describe('refusedResponse', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    const path = await writeAssembly({ functions: { Authorizer: authorizer }, resources });
    gateway = await startGateway({ path, port: 0 });
  });

  afterAll(() => gateway.close());

  it.each([
    ['that it gave, also from the cache', 'why', { why: 'expired', who: 'ada', key: '' }, '3'],
    ['that it gave, again', 'why', { why: 'expired', who: 'ada', key: '' }, '3'],
    ['of which there is none', 'because', { why: '', who: 'ada', key: '' }, undefined],
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

  it.each([
    ['a result that cannot be read', 'guarded', 502, ''],
    ['a missing parameter', 'validated', 400, ''],
    ['a missing key', 'keyed', 403, ''],
    ['a result behind a key', 'keyed', 502, 'key'],
  ])('tells who was let pass before %s (GW-7, GW-11)', async (_name, path, status, key) => {
    const answer = await send(`${gateway.endpoints[0]?.url}/${path}`, {
      headers: { authorization: 'friend', ...(key !== '' && { 'x-api-key': key }) },
    });

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ why: 'expired', who: 'ada', key });
  });
});
