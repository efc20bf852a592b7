import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const echo =
  'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

const keyed = (path: string) => ({
  path,
  method: 'GET',
  integration: lambdaIntegration('Echo'),
  properties: { ApiKeyRequired: true },
});

const key = (value: string | undefined, enabled = true) => ({
  Type: 'AWS::ApiGateway::ApiKey',
  Properties: { Enabled: enabled, ...(value !== undefined && { Value: value }) },
});

const plan = (properties: object, stage: object = {}) => ({
  Type: 'AWS::ApiGateway::UsagePlan',
  Properties: {
    ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' }, ...stage }],
    ...properties,
  },
});

const member = (planId: string, keyId: string) => ({
  Type: 'AWS::ApiGateway::UsagePlanKey',
  Properties: { UsagePlanId: { Ref: planId }, KeyId: { Ref: keyId }, KeyType: 'API_KEY' },
});

const base = restApi([
  keyed('keyed'),
  keyed('busy'),
  { path: 'open', method: 'GET', integration: lambdaIntegration('Echo') },
  { path: 'rare', method: 'GET', integration: lambdaIntegration('Echo') },
]);

const resources = {
  ...base,
  Stage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      RestApiId: { Ref: 'Api' },
      StageName: 'v1',
      DeploymentId: { Ref: 'Deployment' },
      MethodSettings: [
        {
          ResourcePath: '/~1rare',
          HttpMethod: 'GET',
          ThrottlingRateLimit: 0,
          ThrottlingBurstLimit: 1,
        },
      ],
    },
  },
  Good: key('good'),
  Disabled: key('disabled', false),
  Unplanned: key('unplanned'),
  Limited: key('limited'),
  Throttled: key('throttled'),
  Generated: key(undefined),
  Plan: plan({}, { Throttle: { '/busy/GET': { RateLimit: 0, BurstLimit: 1 } } }),
  QuotaPlan: plan({ Quota: { Limit: 2, Period: 'MONTH' } }),
  ThrottlePlan: plan({ Throttle: { RateLimit: 0, BurstLimit: 2 } }),
  M1: member('Plan', 'Good'),
  M2: member('Plan', 'Disabled'),
  M3: member('QuotaPlan', 'Limited'),
  M4: member('ThrottlePlan', 'Throttled'),
};

const authorizer = `
export const handler = async ({ authorizationToken }) => ({
  principalId: 'ada',
  policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  ...(authorizationToken !== 'none' && { usageIdentifierKey: authorizationToken }),
});`;

describe('checkUsage with keys of the authorizer', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    const folder = await writeAssembly({
      functions: { Echo: echo, Authorizer: authorizer },
      resources: {
        ...restApi(
          [
            {
              ...keyed('keyed'),
              properties: {
                ApiKeyRequired: true,
                AuthorizationType: 'CUSTOM',
                AuthorizerId: { Ref: 'Guard' },
              },
            },
          ],
          { ApiKeySourceType: 'AUTHORIZER' },
        ),
        Guard: {
          Type: 'AWS::ApiGateway::Authorizer',
          Properties: {
            RestApiId: { Ref: 'Api' },
            Type: 'TOKEN',
            IdentitySource: 'method.request.header.Authorization',
            AuthorizerUri: lambdaIntegration('Authorizer')['Uri'],
          },
        },
        Good: key('good'),
        Plan: plan({}),
        Member: member('Plan', 'Good'),
      },
    });
    gateway = await startGateway({ path: folder, port: 0 });
  });

  afterAll(() => gateway.close());

  it.each([
    ['good', 200],
    ['bad', 403],
    ['none', 403],
  ])(
    'asks the authorizer before the usage plan: %s (GW-7, GW-24)',
    async (authorization, status) => {
      const headers = { authorization, 'x-api-key': 'good' };

      expect(await send(`${gateway.endpoints[0]?.url}/keyed`, { headers })).toMatchObject({
        status,
      });
    },
  );
});

describe('checkUsage', () => {
  let gateway: Gateway;
  let url: string;
  const log: LogEntry[] = [];
  const lastReason = () => log.findLast((entry) => entry.kind === 'request')?.trace.response.reason;
  const get = (path: string, apiKey?: string) =>
    send(url + path, { headers: apiKey === undefined ? {} : { 'X-Api-Key': apiKey } });

  beforeAll(async () => {
    const folder = await writeAssembly({ functions: { Echo: echo }, resources });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = gateway.endpoints[0]?.url ?? '';
  });

  afterAll(() => gateway.close());

  it('serves a request with a key of the plan, and tells the function the key (REST-11)', async () => {
    const { status, body } = await get('/keyed', 'good');

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      requestContext: { identity: { apiKey: 'good', apiKeyId: expect.any(String) } },
    });
  });

  it.each([
    ['no key', undefined, 'no header x-api-key'],
    ['an unknown key', 'unknown', 'in no usage plan'],
    ['a disabled key', 'disabled', 'is disabled'],
    ['a key of no plan', 'unplanned', 'in no usage plan'],
  ])('answers 403 to %s (GW-24)', async (_name, apiKey, reason) => {
    expect(await get('/keyed', apiKey)).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
      headers: { 'x-amzn-errortype': 'ForbiddenException' },
    });
    expect(lastReason()).toContain(reason);
  });

  it('asks for no key where the method does not', async () => {
    expect(await get('/open')).toMatchObject({ status: 200 });
  });

  it('answers 429 when the quota is used up (GW-25)', async () => {
    const statuses = [];
    for (let index = 0; index < 3; index += 1)
      statuses.push((await get('/keyed', 'limited')).status);

    expect(statuses).toEqual([200, 200, 429]);
    expect(await get('/keyed', 'limited')).toMatchObject({ body: '{"message":"Limit Exceeded"}' });
    expect(lastReason()).toContain('2 a month');
  });

  it.each([
    ['of a plan', '/keyed', 'throttled', 2],
    ['of a method in a plan', '/busy', 'good', 1],
    ['of a method in a stage', '/rare', undefined, 1],
  ])('answers 429 above the throttle %s (GW-25)', async (_name, path, apiKey, admitted) => {
    const statuses = [];
    for (let index = 0; index <= admitted; index += 1) {
      statuses.push((await get(path, apiKey)).status);
    }

    expect(statuses).toEqual([...Array.from({ length: admitted }, () => 200), 429]);
    expect(await get(path, apiKey)).toMatchObject({ body: '{"message":"Too Many Requests"}' });
  });

  it('makes up a value for a key that has none, and tells it', async () => {
    const notice = log.find(
      (entry) => entry.kind === 'notice' && entry.message.includes('Generated'),
    );

    expect(JSON.stringify(notice)).toMatch(/here it is [a-z0-9]{32}/);
  });

  it('answers 414 to a URL and 413 to headers above the limits (REST-62)', async () => {
    expect(await get(`/open?${'q'.repeat(10_240)}`)).toMatchObject({ status: 414 });
    expect(await send(`${url}/open`, { headers: { 'x-long': 'x'.repeat(10_300) } })).toMatchObject({
      status: 413,
    });
    expect(await send(`${url}/open`, { headers: { 'x-long': 'x'.repeat(10_000) } })).toMatchObject({
      status: 200,
    });
  });
});

describe('checkUsage with a plan for two APIs', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    const one = restApi([keyed('keyed')]);
    // The same once more, under other names.
    const two = JSON.parse(
      JSON.stringify(one).replaceAll(/"(Api|Stage|Deployment|Resourcekeyed|Method0)"/g, '"$1Two"'),
    ) as object;
    const resources = {
      ...one,
      ...two,
      Key: key('shared'),
      Shared: {
        Type: 'AWS::ApiGateway::UsagePlan',
        Properties: {
          ApiStages: ['', 'Two'].map((suffix) => ({
            ApiId: { Ref: `Api${suffix}` },
            Stage: { Ref: `Stage${suffix}` },
          })),
          Quota: { Limit: 1, Period: 'MONTH' },
        },
      },
      Member: member('Shared', 'Key'),
    };
    const path = await writeAssembly({ functions: { Echo: echo }, resources });
    gateway = await startGateway({ path, port: 0 });
  });

  afterAll(() => gateway.close());

  it('counts what a key asks of both (GW-25)', async () => {
    const headers = { 'x-api-key': 'shared' };
    const [first, second] = gateway.endpoints.map(({ url }) => `${url}/keyed`);

    expect(await send(first ?? '', { headers })).toMatchObject({ status: 200 });
    expect(await send(second ?? '', { headers })).toMatchObject({
      status: 429,
      body: '{"message":"Limit Exceeded"}',
    });
  });
});
