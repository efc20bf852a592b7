import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const echo =
  'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

/** Does what the token says; `calls` counts how often it was asked. */
const authorizer = `
let calls = 0;
export const handler = async (event) => {
  calls += 1;
  const token = event.authorizationToken ?? event.headers['X-Token'] ?? '';
  if (token === 'throw') throw new Error('secret reason');
  if (token === 'unauthorized') throw new Error('Unauthorized');
  if (token === 'no principal') return { policyDocument: { Statement: [] } };
  if (token === 'no policy') return { principalId: 'ada' };
  if (token === 'number') return 7;
  if (token === 'nested') return { ...policy('Allow', '*'), context: { list: [1] } };
  if (token === 'deny') return policy('Deny', event.methodArn);
  if (token === 'other') return policy('Allow', event.methodArn.replace(/[^/]*$/, 'elsewhere'));
  if (token === 'narrow') return policy('Allow', event.methodArn);
  return { ...policy('Allow', '*'), context: { calls, admin: true, event: JSON.stringify(event) } };
};
const policy = (Effect, Resource) => ({
  principalId: 'ada',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
});`;

const authorizerUri = lambdaIntegration('Authorizer')['Uri'];
const declare = (properties: Readonly<Record<string, unknown>>) => ({
  Type: 'AWS::ApiGateway::Authorizer',
  Properties: { RestApiId: { Ref: 'Api' }, AuthorizerUri: authorizerUri, ...properties },
});
const guarded = (path: string, AuthorizerId: string | undefined, properties: object = {}) => ({
  path,
  method: 'GET',
  integration: lambdaIntegration('Echo'),
  properties: {
    AuthorizationType: 'CUSTOM',
    ...(AuthorizerId !== undefined && { AuthorizerId: { Ref: AuthorizerId } }),
    ...properties,
  },
});

const resources = {
  ...restApi([
    guarded('token', 'Token'),
    guarded('token2', 'Token'),
    guarded('uncached', 'Uncached'),
    guarded('pattern', 'Pattern'),
    guarded('request', 'Request'),
    guarded('staged', 'Staged'),
    guarded('open', undefined, { AuthorizationType: 'NONE' }),
    guarded('iam', undefined, { AuthorizationType: 'AWS_IAM' }),
    guarded('pool', 'Pool', { AuthorizationType: 'COGNITO_USER_POOLS' }),
    guarded('scoped', 'Pool', {
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizationScopes: ['orders/write'],
    }),
    guarded('lost', undefined),
    { ...guarded('{proxy+}', 'Token'), method: 'POST' },
  ]),
  OtherStage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      RestApiId: { Ref: 'Api' },
      StageName: 'v2',
      DeploymentId: { Ref: 'Deployment' },
      Variables: { authorizer: { Ref: 'Authorizer' } },
    },
  },
  Token: declare({ Type: 'TOKEN', IdentitySource: 'method.request.header.Authorization' }),
  Uncached: declare({
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
    AuthorizerResultTtlInSeconds: 0,
  }),
  Pattern: declare({
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
    IdentityValidationExpression: 'Bearer [a-z]+',
  }),
  Staged: declare({
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
    AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:\${stageVariables.authorizer}/invocations`,
  }),
  Request: declare({
    Type: 'REQUEST',
    IdentitySource: 'method.request.header.X-Token,method.request.querystring.tenant',
  }),
  Pool: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Type: 'COGNITO_USER_POOLS',
      IdentitySource: 'method.request.header.Authorization',
      ProviderARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_x'],
    },
  },
};

const settings = {
  identities: {
    jwt: {
      ada: { sub: '1', scope: 'orders/read', exp: 1_718_722_804, 'cognito:groups': ['a', 'b'] },
      bob: { sub: '2', scope: 'orders/write' },
    },
    iam: { AKIDADA: { userArn: 'arn:aws:iam::123456789012:user/ada', userId: 'AIDAADA' } },
  },
};

const signed = (accessKey: string) =>
  `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc`;

describe('authorizeRest', () => {
  let gateway: Gateway;
  let url: string;
  const log: LogEntry[] = [];
  const lastTrace = () => log.findLast((entry) => entry.kind === 'request')?.trace;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(url + path, { headers });

  async function authorizerOf(path: string, headers: Readonly<Record<string, string>>) {
    const { body } = await get(path, headers);
    return (JSON.parse(body) as { requestContext: { authorizer: Record<string, string> } })
      .requestContext.authorizer;
  }

  beforeAll(async () => {
    const folder = await writeAssembly({
      functions: { Echo: echo, Authorizer: authorizer },
      resources,
    });
    await writeFile(join(folder, 'local-gateway.json'), JSON.stringify(settings));
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = gateway.endpoints[0]?.url ?? '';
  });

  afterAll(() => gateway.close());

  it('gives a TOKEN authorizer its event (GW-21), and the function what it found out (REST-19, REST-20)', async () => {
    const { event, ...found } = await authorizerOf('/uncached', { authorization: 'allow' });

    expect(JSON.parse(event ?? '')).toEqual({
      type: 'TOKEN',
      methodArn: expect.stringMatching(
        /^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]{10}\/v1\/GET\/uncached$/,
      ),
      authorizationToken: 'allow',
    });
    expect(found).toEqual({
      principalId: 'ada',
      integrationLatency: expect.any(Number),
      calls: expect.any(String),
      admin: 'true',
    });
  });

  it('gives a REQUEST authorizer the event without body, with {} for empty maps and Content-Length (GW-22)', async () => {
    const { event } = await authorizerOf('/request?tenant=t1', { 'X-Token': 'allow' });
    const parsed = JSON.parse(event ?? '') as Record<string, unknown>;

    expect(parsed).toMatchObject({
      type: 'REQUEST',
      methodArn: expect.stringContaining('/v1/GET/request'),
      resource: '/request',
      pathParameters: {},
      stageVariables: {},
      queryStringParameters: { tenant: 't1' },
      headers: { 'X-Token': 'allow', 'Content-Length': '0' },
    });
    expect(parsed).not.toHaveProperty('body');
    expect(parsed).not.toHaveProperty('isBase64Encoded');
  });

  it('asks the authorizer that a stage variable names, and answers 500 where there is none (GW-19)', async () => {
    const staged = `${url.replace(/v1$/, 'v2')}/staged`;

    expect(await send(staged, { headers: { authorization: 'allow' } })).toMatchObject({
      status: 200,
    });
    expect(await get('/staged', { authorization: 'allow' })).toMatchObject({
      status: 500,
      body: '{"message":null}',
    });
    expect(lastTrace()?.response.reason).toBe(
      'stage variable authorizer of the authorizer URI is not defined',
    );
  });

  it('has no authorizer key without an authorizer (REST-9)', async () => {
    const { body } = await get('/open', { authorization: 'allow' });

    expect((JSON.parse(body) as { requestContext: object }).requestContext).not.toHaveProperty(
      'authorizer',
    );
  });

  it.each([
    ['Unauthorized, to the letter (GW-15)', 'unauthorized', 401, '{"message":"Unauthorized"}'],
    ['any other failure (GW-15)', 'throw', 500, '{"message":null}'],
    ['no principal (GW-19)', 'no principal', 500, '{"message":null}'],
    ['no policy (GW-19)', 'no policy', 500, '{"message":null}'],
    ['no object (GW-19)', 'number', 500, '{"message":null}'],
    ['a context that is not flat (REST-20)', 'nested', 500, '{"message":null}'],
    [
      'a Deny (GW-17)',
      'deny',
      403,
      '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    ],
    [
      'no Allow (GW-17)',
      'other',
      403,
      '{"Message":"User is not authorized to access this resource"}',
    ],
  ])('answers to %s', async (_name, token, status, body) => {
    const answer = await get('/uncached', { authorization: token });

    expect(answer).toMatchObject({ status, body });
    expect(lastTrace()?.response.reason).toBeTruthy();
    expect(lastTrace()).not.toHaveProperty('payload');
    expect(lastTrace()?.authorizer?.functionName).toContain('Authorizer');
  });

  it.each([
    ['unauthorized', 'UnauthorizedException'],
    ['no policy', 'AuthorizerConfigurationException'],
    ['deny', 'AccessDeniedException'],
  ])('names the error type of %s', async (token, type) => {
    const { headers } = await get('/uncached', { authorization: token });

    expect(headers['x-amzn-errortype']).toBe(type);
  });

  it.each([
    ['no token', '/token', {}],
    ['a token that does not match', '/pattern', { authorization: 'Bearer 42' }],
    ['one of two sources missing', '/request', { 'X-Token': 'allow' }],
  ])('answers 401 to %s without asking the authorizer (GW-16)', async (_name, path, headers) => {
    expect(await get(path, headers)).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
    expect(lastTrace()).not.toHaveProperty('authorizer');
  });

  it('lets a token pass that matches as a whole (GW-16)', async () => {
    expect(await get('/pattern', { authorization: 'Bearer abc' })).toMatchObject({ status: 200 });
  });

  it('keeps an answer by the identity sources, and says so (GW-20)', async () => {
    const first = await authorizerOf('/token', { authorization: 'kept' });
    const second = await authorizerOf('/token', { authorization: 'kept' });
    const other = await authorizerOf('/token', { authorization: 'another' });

    expect(second['calls']).toBe(first['calls']);
    expect(other['calls']).not.toBe(first['calls']);
  });

  it('evaluates the kept policy anew for each method: a narrow one denies the next route (GW-20)', async () => {
    expect(await get('/token', { authorization: 'narrow' })).toMatchObject({ status: 200 });
    expect(await get('/token2', { authorization: 'narrow' })).toMatchObject({ status: 403 });
    expect(lastTrace()?.notes?.join()).toContain('its cached answer was used');
  });

  it('keeps the answers of each stage apart (GW-20)', async () => {
    const headers = { authorization: 'narrow' };
    await get('/token', headers);

    expect(await send(`${url.replace(/v1$/, 'v2')}/token`, { headers })).toMatchObject({
      status: 200,
    });
  });

  it('asks each time with a TTL of 0 (GW-20)', async () => {
    const first = await authorizerOf('/uncached', { authorization: 'same' });
    const second = await authorizerOf('/uncached', { authorization: 'same' });

    expect(second['calls']).not.toBe(first['calls']);
  });

  it('takes who is calling from the authorizer alone (GW-21)', async () => {
    const { body } = await send(`${url}/open?authorizer=evil`, {
      headers: { 'x-amzn-authorizer': '{"principalId":"evil"}', 'x-api-key': 'evil' },
    });
    const { requestContext } = JSON.parse(body) as {
      requestContext: { identity: Record<string, unknown> };
    };

    expect(requestContext).not.toHaveProperty('authorizer');
    expect(requestContext.identity).not.toHaveProperty('apiKey');
    expect(requestContext.identity['user']).toBeNull();
  });

  it.each([
    ['Bearer x', 'the Authorization header is no SigV4 one', 'declare the caller'],
    ['Basic eDp5', 'the Authorization header is no SigV4 one', 'declare the caller'],
    ['Basic eA==', 'the Authorization header is no SigV4 one', 'declare the caller'],
    [signed('AKIDADA'), 'the signature is incomplete: found neither X-Amz-Date nor Date', 'sign'],
    [
      'AWS4-HMAC-SHA256 Credential=AKIDADA/x, SignedHeaders=host',
      'the signature is incomplete: found no Signature and neither X-Amz-Date nor Date',
      'sign',
    ],
  ])('says why %s is no signature (GW-18)', async (authorization, reason, fix) => {
    expect(await get('/iam', { authorization })).toMatchObject({ status: 403 });
    expect(lastTrace()?.response.reason).toBe(reason);
    expect(lastTrace()?.advice?.fix).toContain(fix);
  });

  it('answers 403 to an unsigned request under AWS_IAM (GW-18)', async () => {
    expect(await get('/iam')).toMatchObject({
      status: 403,
      body: '{"message":"Missing Authentication Token"}',
    });
  });

  it.each([
    ['Bearer x', "'x' not a valid key=value pair (missing equal-sign) in Authorization header"],
    ['AWS4-HMAC-SHA256 a=b', "Authorization header requires 'Credential' parameter."],
  ])(
    'answers 403 with the text of AWS to %j, also where nothing is (GW-6, GW-18)',
    async (value, text) => {
      for (const path of ['/iam', '/nowhere']) {
        const answer = await get(path, { authorization: value });

        expect(answer.status).toBe(403);
        expect((JSON.parse(answer.body) as { message: string }).message).toContain(text);
        expect(answer.headers['x-amzn-errortype']).toBe('IncompleteSignatureException');
      }
    },
  );

  it('takes a declared access key, says so, and drops the signature (REST-22)', async () => {
    const { status, body } = await get('/iam', {
      authorization: signed('AKIDADA'),
      'x-amz-date': '20260101T000000Z',
    });
    const event = JSON.parse(body) as {
      headers: Record<string, string>;
      requestContext: { identity: object };
    };

    expect(status).toBe(200);
    expect(event.requestContext.identity).toMatchObject({
      accessKey: 'AKIDADA',
      accountId: '123456789012',
      userArn: 'arn:aws:iam::123456789012:user/ada',
      user: 'AIDAADA',
      caller: 'AIDAADA',
    });
    expect(event.requestContext).not.toHaveProperty('authorizer');
    expect(Object.keys(event.headers).map((name) => name.toLowerCase())).not.toContain(
      'authorization',
    );
    expect(lastTrace()?.notes?.join()).toContain('its signature unverified');
  });

  it('refuses an access key that nobody declared (GW-18)', async () => {
    expect(
      await get('/iam', { authorization: signed('AKIDEVE'), 'x-amz-date': '20260101T000000Z' }),
    ).toMatchObject({
      status: 403,
      body: '{"message":"The security token included in the request is invalid."}',
    });
    expect(lastTrace()?.response.reason).toContain('identities.iam');
  });

  it('gives the claims of a declared token as Cognito does (REST-21)', async () => {
    expect(await authorizerOf('/pool', { authorization: 'Bearer ada' })).toEqual({
      claims: {
        sub: '1',
        scope: 'orders/read',
        exp: 'Tue Jun 18 15:00:04 UTC 2024',
        'cognito:groups': 'a,b',
      },
    });
    expect(lastTrace()?.notes?.join()).toContain('a test identity of local-gateway.json was taken');
  });

  it.each([
    ['no token', '/pool', {}, 401],
    ['a token that nobody declared', '/pool', { authorization: 'eve' }, 401],
    ['a token without the scope', '/scoped', { authorization: 'ada' }, 403],
    ['a token with the scope', '/scoped', { authorization: 'bob' }, 200],
  ])('answers to %s of a user pool', async (_name, path, headers, status) => {
    expect(await get(path, headers)).toMatchObject({ status });
  });

  it('answers 414 to a method ARN above 1,600 bytes (GW-23)', async () => {
    const headers = { authorization: 'allow' };
    const short = await send(`${url}/${'t'.repeat(1_000)}`, { method: 'POST', headers });
    const long = await send(`${url}/${'t'.repeat(1_600)}`, { method: 'POST', headers });

    expect(short.status).toBe(200);
    expect(long).toMatchObject({ status: 414, body: '{"message":"Request URI too long"}' });
  });

  it('answers 501 where a method names no authorizer', async () => {
    expect(await get('/lost')).toMatchObject({ status: 501 });
  });

  it('forgets kept answers with a reload', async () => {
    await authorizerOf('/token', { authorization: 'before' });
    await gateway.reload();
    await authorizerOf('/token', { authorization: 'before' });

    expect(lastTrace()).toHaveProperty('authorizer');
  });
});
