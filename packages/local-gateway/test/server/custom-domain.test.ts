import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { httpApi, lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const echo =
  'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

const authorizer = `
export const handler = async ({ methodArn }) => ({
  principalId: 'ada',
  policyDocument: { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] },
  context: { methodArn },
});`;

const domain = (DomainName: string) => ({
  Type: 'AWS::ApiGateway::DomainName',
  Properties: { DomainName },
});
const mapping = (Domain: string, BasePath: string | undefined, Stage?: string) => ({
  Type: 'AWS::ApiGateway::BasePathMapping',
  Properties: {
    DomainName: { Ref: Domain },
    RestApiId: { Ref: 'Api' },
    ...(BasePath !== undefined && { BasePath }),
    ...(Stage !== undefined && { Stage }),
  },
});

const httpDomain = (DomainName: string) => ({
  Type: 'AWS::ApiGatewayV2::DomainName',
  Properties: { DomainName },
});
const httpMapping = (Domain: string, ApiMappingKey?: string) => ({
  Type: 'AWS::ApiGatewayV2::ApiMapping',
  Properties: {
    ApiId: { Ref: 'Http' },
    DomainName: { Ref: Domain },
    Stage: '$default',
    ...(ApiMappingKey !== undefined && { ApiMappingKey }),
  },
});

const resources = {
  ...restApi([
    { path: 'hello', method: 'GET', integration: lambdaIntegration('Echo') },
    { path: 'ping', method: 'GET', integration: lambdaIntegration('Echo') },
    {
      path: '{proxy+}',
      method: 'POST',
      integration: lambdaIntegration('Echo'),
      properties: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorize' } },
    },
  ]),
  Authorize: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Type: 'REQUEST',
      AuthorizerUri: lambdaIntegration('Authorizer')['Uri'],
    },
  },
  Plain: domain('plain.example.com'),
  Based: domain('Based.example.com'),
  Staged: domain('staged.example.com'),
  PlainMapping: mapping('Plain', undefined, 'v1'),
  BasedMapping: mapping('Based', 'orders', 'v1'),
  LongerMapping: mapping('Based', 'orders/eu', 'v1'),
  StagedMapping: mapping('Staged', undefined),
  Any: domain('*.any.example.com'),
  One: domain('one.any.example.com'),
  AnyMapping: mapping('Any', undefined, 'v1'),
  OneMapping: mapping('One', 'orders', 'v1'),
  ...httpApi('Http', [{ key: 'GET /hello', functionId: 'Echo' }]),
  HttpDomain: httpDomain('http.example.com'),
  HttpMapping: httpMapping('HttpDomain', 'orders'),
  AnyHttpDomain: httpDomain('*.http.example.com'),
  AnyHttpMapping: httpMapping('AnyHttpDomain'),
};

describe('matchDomain', () => {
  let gateway: Gateway;
  const entries: LogEntry[] = [];
  const get = (frontDoor: string, host: string, path: string, method = 'GET') => {
    const url = gateway.endpoints.find((endpoint) => endpoint.frontDoor === frontDoor)?.url ?? '';
    return send(new URL(url).origin, { path, method, headers: { host } });
  };

  beforeAll(async () => {
    const folder = await writeAssembly({
      functions: { Echo: echo, Authorizer: authorizer },
      resources,
    });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => entries.push(entry) });
  });

  afterAll(() => gateway.close());

  it('says which path AWS keeps for its health checks (REST-54)', () => {
    const notices = entries.flatMap((entry) => ('message' in entry ? [entry.message] : []));

    expect(notices.filter((notice) => notice.includes('health check'))).toEqual([
      'Test/Api: /ping is reserved for the health checks of API Gateway behind a custom domain, AWS may not call its methods there',
    ]);
  });

  it.each([
    ['without a base path', 'plain.example.com:3000', '/hello', '/hello', '/hello'],
    ['with a base path', 'based.example.com', '/orders/hello', '/orders/hello', '/orders/hello'],
    [
      'with the longest base path',
      'based.example.com',
      '/orders/eu/hello',
      '/orders/eu/hello',
      '/orders/eu/hello',
    ],
    ['without a stage', 'staged.example.com', '/v1/hello', '/v1/hello', '/v1/hello'],
  ])(
    'serves a REST API behind a domain %s (REST-52, REST-53)',
    async (_name, host, path, eventPath, contextPath) => {
      const { status, body } = await get('rest-api', host, path);

      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({
        resource: '/hello',
        path: eventPath,
        requestContext: { path: contextPath, stage: 'v1', domainName: host.replace(':3000', '') },
      });
    },
  );

  it.each([
    ['another base path', 'based.example.com', '/other/hello', 403],
    ['a base path that only begins alike', 'based.example.com', '/orders2/hello', 403],
    ['another domain', 'evil.example.com', '/hello', 403],
  ])('answers 403 to %s (REST-53, CON-01)', async (_name, host, path, status) => {
    expect(await get('rest-api', host, path)).toMatchObject({ status });
  });

  it.each([
    [
      'rest-api',
      'based.example.com',
      '/other/hello',
      /^no base path serves .*, expected a path below \/orders/,
    ],
    ['http-api', 'http.example.com', '/hello', /^no base path serves GET \/hello$/],
    ['rest-api', 'localhost', '/other/hello', /^no stage serves /],
    ['rest-api', 'staged.example.com', '/other/hello', /^no stage serves /],
  ] as const)('says why %s of %s does not serve %s', async (frontDoor, host, path, reason) => {
    await get(frontDoor, host, path);

    const last = entries.findLast((entry) => entry.kind === 'request');
    expect(last?.trace.response.reason).toMatch(reason);
  });

  it.each([
    ['localhost', '/v1/v1/x', '/v1/POST/v1/x'],
    ['plain.example.com', '/v1/x', '/v1/POST/v1/x'],
    ['based.example.com', '/orders/v1/x', '/v1/POST/v1/x'],
    ['staged.example.com', '/v1/x', '/v1/POST/x'],
  ])(
    'GW-21: a method ARN has neither stage nor base path in its path: %s%s',
    async (host, path, end) => {
      const { body } = await get('rest-api', host, path, 'POST');

      const { authorizer } = (JSON.parse(body) as { requestContext: { authorizer: object } })
        .requestContext;
      expect(authorizer).toMatchObject({
        methodArn: expect.stringMatching(`:[a-z0-9]{10}${end}$`),
      });
    },
  );

  it('serves an HTTP API behind a domain, without its base path in rawPath (HTTP2-11)', async () => {
    const { body } = await get('http-api', 'http.example.com', '/orders/hello');

    expect(JSON.parse(body)).toMatchObject({
      routeKey: 'GET /hello',
      rawPath: '/hello',
      requestContext: { domainName: 'http.example.com', stage: '$default' },
    });
    expect(await get('http-api', 'http.example.com', '/hello')).toMatchObject({ status: 404 });
  });

  it('serves a REST API behind each name below a wildcard domain, and events tell which (REST-52)', async () => {
    const { body } = await get('rest-api', 'Ada.any.example.com:3000', '/hello');

    expect(JSON.parse(body)).toMatchObject({
      path: '/hello',
      requestContext: { domainName: 'ada.any.example.com', domainPrefix: 'ada', stage: 'v1' },
    });
  });

  it('serves an HTTP API behind each name below a wildcard domain (HTTP2-5)', async () => {
    const { body } = await get('http-api', 'ada.http.example.com', '/hello');

    expect(JSON.parse(body)).toMatchObject({
      rawPath: '/hello',
      requestContext: { domainName: 'ada.http.example.com', domainPrefix: 'ada' },
    });
  });

  it.each([
    ['its own mapping to a name that has one', 'one.any.example.com', '/orders/hello', 200],
    ['no wildcard to a name that has a mapping of its own', 'one.any.example.com', '/hello', 403],
    ['403 to a name of two more labels (CON-01)', 'a.b.any.example.com', '/hello', 403],
    ['403 to the name below which the wildcard is (CON-01)', 'any.example.com', '/hello', 403],
    ['400 to what is no name', 'a@b.any.example.com', '/hello', 400],
  ])('gives %s', async (_name, host, path, status) => {
    expect(await get('rest-api', host, path)).toMatchObject({ status });
  });

  it('serves the default endpoint beside it', async () => {
    expect(await get('rest-api', 'localhost', '/v1/hello')).toMatchObject({ status: 200 });
    expect(await get('http-api', 'localhost', '/hello')).toMatchObject({ status: 200 });
  });
});
