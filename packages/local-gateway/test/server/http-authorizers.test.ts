import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { httpApi, lambdaIntegration, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const echo =
  'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

const authorizer = `
let calls = 0;
export const handler = async (event) => {
  calls += 1;
  const token = event.headers['x-token'] ?? event.headers['X-Token'] ?? event.identitySource;
  if (token === 'throw') throw new Error('secret reason');
  if (token === 'text') return { isAuthorized: 'true' };
  if (token === 'deny') return { isAuthorized: false, principalId: 'a', policyDocument: policy('Deny', '*') };
  if (token === 'bare') return { isAuthorized: true };
  const context = { calls, admin: true, list: [1], event: JSON.stringify(event) };
  const arn = event.routeArn ?? event.methodArn;
  return { isAuthorized: true, context, principalId: 'a', policyDocument: policy('Allow', token === 'narrow' ? arn : '*') };
};
const policy = (Effect, Resource) => ({ Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] });`;

const lambda = (properties: object) => ({
  Type: 'AWS::ApiGatewayV2::Authorizer',
  Properties: {
    ApiId: { Ref: 'Api' },
    AuthorizerType: 'REQUEST',
    AuthorizerUri: lambdaIntegration('Authorizer')['Uri'],
    IdentitySource: ['$request.header.X-Token'],
    AuthorizerResultTtlInSeconds: 0,
    ...properties,
  },
});
const guarded = (path: string, AuthorizerId: string | undefined, properties: object = {}) => ({
  key: `GET /${path}`,
  functionId: 'Echo',
  properties: {
    AuthorizationType: 'CUSTOM',
    ...(AuthorizerId !== undefined && { AuthorizerId: { Ref: AuthorizerId } }),
    ...properties,
  },
});

const resources = {
  ...httpApi('Api', [
    guarded('simple', 'Simple'),
    guarded('policy', 'Policy'),
    guarded('policy2', 'Policy'),
    guarded('v1', 'PolicyV1'),
    guarded('cached', 'Cached'),
    guarded('jwt', 'Jwt', { AuthorizationType: 'JWT' }),
    guarded('scoped', 'Jwt', {
      AuthorizationType: 'JWT',
      AuthorizationScopes: ['orders/write', 'x'],
    }),
    guarded('iam', undefined, { AuthorizationType: 'AWS_IAM' }),
    { ...guarded('', 'Jwt', { AuthorizationType: 'JWT' }), key: '$default' },
    { key: 'OPTIONS /{proxy+}', functionId: 'Echo' },
  ]),
  Simple: lambda({ AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true }),
  Policy: lambda({ AuthorizerPayloadFormatVersion: '2.0', AuthorizerResultTtlInSeconds: 300 }),
  PolicyV1: lambda({ AuthorizerPayloadFormatVersion: '1.0' }),
  Cached: lambda({
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    AuthorizerResultTtlInSeconds: 300,
    IdentitySource: ['$request.header.X-Token', '$request.querystring.tenant', '$context.routeKey'],
  }),
  Jwt: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['app'], Issuer: 'https://issuer.example' },
    },
  },
  OtherStage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: 'v2', AutoDeploy: true },
  },
  SignedUrl: {
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Echo', 'Arn'] }, AuthType: 'AWS_IAM' },
  },
};

/** An API with CORS of which `$default` asks for a token; with a route for OPTIONS besides, or without. */
const withCors = (id: string, withOptions: boolean) => ({
  ...httpApi(
    id,
    [
      {
        key: '$default',
        functionId: 'Echo',
        properties: { AuthorizationType: 'JWT', AuthorizerId: { Ref: `${id}Jwt` } },
      },
      ...(withOptions ? [{ key: 'OPTIONS /{proxy+}', functionId: 'Echo' }] : []),
    ],
    { properties: { CorsConfiguration: { AllowOrigins: ['*'], AllowMethods: ['GET'] } } },
  ),
  [`${id}Jwt`]: {
    ...resources.Jwt,
    Properties: { ...resources.Jwt.Properties, ApiId: { Ref: id } },
  },
});

const settings = {
  identities: {
    jwt: {
      ada: { sub: '1', admin: true, groups: ['a', 'b'], gone: null, scope: 'orders/write y' },
    },
    iam: { AKIDADA: {} },
  },
};

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIDADA/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=abc',
  'x-amz-date': '20260101T000000Z',
};

describe('authorizeHttp', () => {
  let gateway: Gateway;
  let url: string;
  const log: LogEntry[] = [];
  const lastTrace = () => log.findLast((entry) => entry.kind === 'request')?.trace;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(url + path, { headers });

  async function contextOf(path: string, headers: Readonly<Record<string, string>>) {
    const { body } = await get(path, headers);
    const { requestContext } = JSON.parse(body) as { requestContext: { authorizer: unknown } };
    return requestContext.authorizer as Record<string, Record<string, unknown>>;
  }

  beforeAll(async () => {
    const folder = await writeAssembly({
      functions: { Echo: echo, Authorizer: authorizer },
      resources: { ...resources, ...withCors('Blocked', false), ...withCors('Opened', true) },
    });
    await writeFile(join(folder, 'local-gateway.json'), JSON.stringify(settings));
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = gateway.endpoints.find(({ frontDoor }) => frontDoor === 'http-api')?.url ?? '';
  });

  afterAll(() => gateway.close());

  it('gives the authorizer its event 2.0 (HTTP2-20), and the function its context with its types (HTTP2-18)', async () => {
    const { lambda } = await contextOf('/simple?a=1', { 'x-token': 'allow' });
    const event = JSON.parse(String(lambda?.['event'])) as Record<string, unknown>;

    expect(lambda).toMatchObject({ admin: true, list: [1] });
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: expect.stringMatching(
        /^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]{10}\/\$default\/GET\/simple$/,
      ),
      identitySource: ['allow'],
      routeKey: 'GET /simple',
      queryStringParameters: { a: '1' },
    });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('isBase64Encoded');
  });

  it('gives the authorizer its event 1.0 where it asks for that', async () => {
    const { lambda } = await contextOf('/v1', { 'x-token': 'allow' });

    expect(JSON.parse(String(lambda?.['event']))).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: expect.stringContaining('/$default/GET/v1'),
      identitySource: 'allow',
      httpMethod: 'GET',
    });
  });

  it('has null for an authorizer without context (HTTP2-18)', async () => {
    expect(await contextOf('/simple', { 'x-token': 'bare' })).toEqual({ lambda: null });
  });

  it.each([
    ['isAuthorized: false', '/simple', 'deny', 403, 'Forbidden'],
    ['a Deny', '/policy', 'deny', 403, 'Forbidden'],
    ['an exception', '/simple', 'throw', 500, 'Internal Server Error'],
    ['isAuthorized as text (HTTP2-20)', '/simple', 'text', 500, 'Internal Server Error'],
  ])('answers to %s (HTTP2-34)', async (_name, path, token, status, message) => {
    expect(await get(path, { 'x-token': token })).toMatchObject({
      status,
      body: JSON.stringify({ message }),
    });
    expect(lastTrace()?.response.reason).toBeTruthy();
  });

  it('answers 401 without asking when an identity source is missing (HTTP2-34)', async () => {
    expect(await get('/simple')).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(lastTrace()).not.toHaveProperty('authorizer');
    expect(await get('/cached', { 'x-token': 'a' })).toMatchObject({ status: 401 });
  });

  it('keeps answers by the identity sources (GW-20)', async () => {
    const headers = { 'x-token': 'allow' };
    const first = await contextOf('/cached?tenant=1', headers);
    const second = await contextOf('/cached?tenant=1', headers);
    const other = await contextOf('/cached?tenant=2', headers);

    expect(second['lambda']?.['calls']).toBe(first['lambda']?.['calls']);
    expect(other['lambda']?.['calls']).not.toBe(first['lambda']?.['calls']);
  });

  it('evaluates a kept policy anew for each route (GW-20)', async () => {
    expect(await get('/policy', { 'x-token': 'narrow' })).toMatchObject({ status: 200 });
    expect(await get('/policy2', { 'x-token': 'narrow' })).toMatchObject({ status: 403 });
  });

  it('keeps the answers of each stage apart (GW-20)', async () => {
    const headers = { 'x-token': 'narrow' };
    await get('/policy', headers);

    expect(await get('/v2/policy', headers)).toMatchObject({ status: 200 });
  });

  it('gives the claims of a declared token as text, without scopes where none are asked for (HTTP2-17)', async () => {
    expect(await contextOf('/jwt', { authorization: 'Bearer ada' })).toEqual({
      jwt: {
        claims: { sub: '1', admin: 'true', groups: '[a b]', scope: 'orders/write y' },
        scopes: null,
      },
    });
    expect(lastTrace()?.notes?.join()).toContain('a test identity of local-gateway.json was taken');
  });

  it('lists all scopes of the token where some are asked for (HTTP2-17)', async () => {
    const { jwt } = await contextOf('/scoped', { authorization: 'ada' });

    expect(jwt?.['scopes']).toEqual(['orders/write', 'y']);
  });

  it.each([
    ['no token', {}],
    ['a token that nobody declared', { authorization: 'Bearer eve' }],
  ])('answers 401 to %s (HTTP2-34)', async (_name, headers) => {
    expect(await get('/jwt', headers)).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
  });

  it('guards $default, unless OPTIONS has a route of its own (HTTP2-43)', async () => {
    expect(await get('/anything')).toMatchObject({ status: 401 });
    expect(await send(`${url}/anything`, { method: 'OPTIONS' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['blocks preflights under an authorizer', 'Blocked', 401],
    ['lets preflights pass beside a route for OPTIONS', 'Opened', 204],
  ])('$default %s, with CORS too (HTTP2-43)', async (_name, name, status) => {
    const api = gateway.endpoints.find((endpoint) => endpoint.name === name);
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'GET' };

    const answer = await send(`${api?.url}/anything`, { method: 'OPTIONS', headers });

    expect(answer).toMatchObject({ status, headers: { 'access-control-allow-origin': '*' } });
  });

  it('takes a declared access key, and keeps the header in the event (HTTP2-19)', async () => {
    const { body } = await get('/iam', signed);

    expect(JSON.parse(body)).toMatchObject({
      headers: { authorization: signed.authorization },
      requestContext: {
        authorizer: {
          iam: { accessKey: 'AKIDADA', accountId: '123456789012', cognitoIdentity: null },
        },
      },
    });
  });

  it.each([
    ['no signature', {}],
    [
      'another access key',
      { ...signed, authorization: signed.authorization.replace('ADA', 'EVE') },
    ],
  ])('answers 403 to %s under AWS_IAM', async (_name, headers) => {
    expect(await get('/iam', headers)).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  });

  it('guards a function URL with AWS_IAM (FURL-3, FURL-13)', async () => {
    const base = gateway.endpoints.find(({ frontDoor }) => frontDoor === 'function-url')?.url ?? '';

    expect(await send(base)).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      body: expect.stringContaining('For troubleshooting Function URL authorization issues'),
    });
    const { body } = await send(base, { headers: signed });
    expect(JSON.parse(body)).toMatchObject({
      requestContext: {
        accountId: '123456789012',
        authorizer: { iam: { userArn: 'arn:aws:iam::123456789012:user/AKIDADA' } },
      },
    });
  });
});
