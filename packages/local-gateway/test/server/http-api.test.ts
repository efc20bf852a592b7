import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { httpApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

/** Answers with its event, or does what the body says. */
const echo = `
export const handler = async (event) => {
  const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body;
  if (body === 'throw') throw new Error('secret reason');
  if (body === 'hang') return new Promise((resolve) => setTimeout(resolve, 2_000));
  if (body?.startsWith('=')) return JSON.parse(body.slice(1));
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
};`;

const routes = [
  { key: 'GET /users/{id}', functionId: 'Echo' },
  { key: 'GET /users/me', functionId: 'Echo' },
  { key: 'ANY /users/{proxy+}', functionId: 'Echo' },
  { key: 'POST /v2', functionId: 'Echo' },
  { key: 'POST /v1', functionId: 'Echo', integration: { PayloadFormatVersion: '1.0' } },
  { key: 'POST /slow', functionId: 'Echo', integration: { TimeoutInMillis: 200 } },
  { key: 'GET /queue', functionId: 'Echo', integration: { IntegrationSubtype: 'SQS-SendMessage' } },
  { key: 'GET /python', functionId: 'Python' },
  {
    key: 'ANY /far/{proxy+}',
    functionId: 'Echo',
    integration: { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://far.test/{proxy}' },
  },
];

describe('createHttpApiServer', () => {
  let gateway: Gateway;
  let url: string;
  const log: LogEntry[] = [];
  const lastTrace = () => log.findLast((entry) => entry.kind === 'request')?.trace;

  beforeAll(async () => {
    const folder = await writeAssembly({
      functions: { Echo: echo },
      resources: {
        ...httpApi('Plain', routes),
        ...httpApi('Named', [{ key: 'GET /hello/{name}', functionId: 'Echo' }], { stage: 'v1' }),
        ...httpApi('Cors', [{ key: 'GET /hello', functionId: 'Echo' }], {
          properties: {
            CorsConfiguration: {
              AllowOrigins: ['https://app.example'],
              AllowMethods: ['GET'],
              AllowHeaders: ['x-a'],
              MaxAge: 60,
            },
          },
        }),
        ...httpApi(
          'Staged',
          [
            {
              key: 'GET /hello',
              functionId: 'Echo',
              integration: {
                IntegrationUri:
                  'arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}',
              },
            },
            {
              key: 'GET /far',
              functionId: 'Echo',
              integration: {
                IntegrationType: 'HTTP_PROXY',
                IntegrationUri: 'https://${stageVariables.host}.test/',
              },
            },
          ],
          { stage: 'v1' },
        ),
        StagedStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: {
            ApiId: { Ref: 'Staged' },
            StageName: 'v1',
            StageVariables: { fn: { Ref: 'Echo' }, host: 'far' },
          },
        },
        UnsetStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Staged' }, StageName: 'unset' },
        },
        Python: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13' } },
        Quick: {
          Type: 'AWS::ApiGatewayV2::Api',
          Properties: {
            Name: 'Quick',
            ProtocolType: 'HTTP',
            Target: { 'Fn::GetAtt': ['Echo', 'Arn'] },
          },
        },
        Socket: {
          Type: 'AWS::ApiGatewayV2::Api',
          Properties: { Name: 'Socket', ProtocolType: 'WEBSOCKET' },
        },
      },
    });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = urlOf('Plain');
  });

  afterAll(() => gateway.close());

  const urlOf = (api: string) => gateway.endpoints.find(({ name }) => name === api)?.url ?? '';

  async function event(path: string, base = url, method = 'GET') {
    return JSON.parse((await send(base + path, { method })).body) as Record<string, unknown>;
  }

  it('serves the stage $default at the root, and others below their name', () => {
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(urlOf('Named')).toMatch(/^http:\/\/localhost:\d+\/v1$/);
  });

  it('delivers payload 2.0 with the route key (HTTP2-4)', async () => {
    expect(await event('/users/7%20a')).toMatchObject({
      version: '2.0',
      routeKey: 'GET /users/{id}',
      rawPath: '/users/7 a',
      pathParameters: { id: '7 a' },
    });
  });

  it.each([
    ['GET', '/users/me', 'GET /users/me'],
    ['GET', '/users/you', 'GET /users/{id}'],
    ['PUT', '/users/me', 'ANY /users/{proxy+}'],
    ['GET', '/users/me/friends', 'ANY /users/{proxy+}'],
  ])('chooses for %s %s the route %s (HTTP2-38)', async (method, path, routeKey) => {
    expect(await event(path, url, method)).toMatchObject({ routeKey });
  });

  it('calls what a stage variable in the URI of an integration names', async () => {
    expect(await event('/hello', urlOf('Staged'))).toMatchObject({ routeKey: 'GET /hello' });
    expect((await send(`${urlOf('Staged')}/far`)).body).toContain(
      'far.test is not called from here',
    );
  });

  it.each(['/hello', '/far'])(
    'answers 500 where the stage has no such variable: %s',
    async (path) => {
      const unset = urlOf('Staged').replace(/v1$/, 'unset');

      expect(await send(unset + path)).toMatchObject({
        status: 500,
        body: '{"message":"Internal Server Error"}',
      });
      expect(lastTrace()?.response.reason).toMatch(
        /^stage variable \w+ of the integration URI is not defined$/,
      );
    },
  );

  it('answers 404 where no route is (HTTP2-33)', async () => {
    expect(await send(`${url}/nowhere`)).toMatchObject({
      status: 404,
      body: '{"message":"Not Found"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(lastTrace()?.response.reason).toBe('no route serves GET /nowhere');
  });

  it('has no stage in rawPath with $default, and a named one in front (HTTP2-11)', async () => {
    expect(await event('/users/me')).toMatchObject({ rawPath: '/users/me' });
    expect(await event('/hello/ada', urlOf('Named'))).toMatchObject({
      rawPath: '/v1/hello/ada',
      pathParameters: { name: 'ada' },
      requestContext: { stage: 'v1', http: { path: '/v1/hello/ada' } },
    });
    expect(await send(urlOf('Named').replace('/v1', '/hello/ada'))).toMatchObject({ status: 404 });
  });

  it('delivers payload 1.0 where the integration asks for it (HTTP1-1, HTTP1-2)', async () => {
    expect(await event('/v1', url, 'POST')).toMatchObject({
      version: '1.0',
      resource: '/v1',
      requestContext: { resourceId: 'POST /v1' },
    });
  });

  it('routes everything of a quick-created API to $default', async () => {
    expect(await event('/any/thing', urlOf('Quick'), 'PATCH')).toMatchObject({
      routeKey: '$default',
      version: '2.0',
    });
  });

  it.each([
    ['an exception (HTTP2-31)', 'throw', 'secret reason'],
    ['a body that is no text (HTTP2-24)', '={"statusCode":200,"body":{}}', '"body" is an object'],
    ['status 0 (HTTP2-25)', '={"statusCode":0}', '"statusCode" is the number 0'],
  ])('answers 500 with 35 bytes to %s, and logs why', async (_name, body, reason) => {
    expect(await send(`${url}/v2`, { method: 'POST', body })).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
      headers: { 'content-length': '35' },
    });
    expect(lastTrace()?.response.reason).toContain(reason);
  });

  it('infers the response from a result without status code (HTTP2-22)', async () => {
    expect(await send(`${url}/v2`, { method: 'POST', body: '={"a":1}' })).toMatchObject({
      status: 200,
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('sends one set-cookie line for each cookie (HTTP2-27)', async () => {
    const body = '={"statusCode":200,"cookies":["a=1","b=2"]}';

    const { rawHeaders } = await send(`${url}/v2`, { method: 'POST', body });

    expect(
      rawHeaders.filter((_, index) => /^set-cookie$/i.test(rawHeaders[index - 1] ?? '')),
    ).toEqual(['a=1', 'b=2']);
  });

  it('answers 503 when the integration takes too long (HTTP2-32)', async () => {
    expect(await send(`${url}/slow`, { method: 'POST', body: 'hang' })).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
      headers: { 'content-length': '33' },
    });
  });

  it('names its request id in Apigw-Requestid alone (HTTP1-15, HTTP2-30)', async () => {
    const { headers, body } = await send(`${url}/users/me`);

    expect(headers['apigw-requestid']).toBe(
      (JSON.parse(body) as { requestContext: { requestId: string } }).requestContext.requestId,
    );
    expect(headers).not.toHaveProperty('x-amzn-requestid');
  });

  it('answers a preflight itself, also without a route for it (HTTP2-39, HTTP2-40)', async () => {
    const headers = {
      origin: 'https://app.example',
      'access-control-request-method': 'GET',
    };

    const answer = await send(`${urlOf('Cors')}/anywhere`, { method: 'OPTIONS', headers });

    expect(answer).toMatchObject({
      status: 204,
      body: '',
      headers: {
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'x-a',
        'access-control-max-age': '60',
      },
    });
  });

  it('gives a foreign origin no access-control header (HTTP2-40)', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' };

    const answer = await send(`${urlOf('Cors')}/hello`, { method: 'OPTIONS', headers });

    expect(answer.status).toBe(204);
    expect(Object.keys(answer.headers).join()).not.toContain('access-control');
  });

  it('adds the configured CORS headers to its own errors too (HTTP2-39)', async () => {
    const answer = await send(`${urlOf('Cors')}/nowhere`, {
      headers: { origin: 'https://app.example' },
    });

    expect(answer).toMatchObject({
      status: 404,
      headers: { 'access-control-allow-origin': 'https://app.example' },
    });
  });

  it('treats OPTIONS as any request without CORS configuration (HTTP2-42)', async () => {
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' };

    expect(await send(`${url}/v2`, { method: 'OPTIONS', headers })).toMatchObject({ status: 404 });
    expect(await event('/users/a/b', url, 'OPTIONS')).toMatchObject({
      routeKey: 'ANY /users/{proxy+}',
    });
  });

  it('answers 413 to a body above ten megabytes (HTTP2-35)', async () => {
    const body = 'x'.repeat(10_485_761);

    expect(await send(`${url}/v2`, { method: 'POST', body })).toMatchObject({
      status: 413,
      body: '{"message":"Request Entity Too Large"}',
    });
  });

  it('answers 431 to request line and headers above their limit, and says why (HTTP2-35)', async () => {
    const long = (length: number) => ({
      method: 'POST',
      headers: { 'x-long': 'x'.repeat(length) },
    });

    expect(await send(`${url}/v2`, long(10_240))).toMatchObject({
      status: 431,
      body: '{"message":"Request Header Fields Too Large"}',
    });
    expect(JSON.stringify(log.at(-1))).toContain('at most 10240 are allowed');
    expect(await send(`${url}/v2?${'q'.repeat(10_240)}`)).toMatchObject({ status: 431 });
    expect(await send(`${url}/v2`, long(9_000))).toMatchObject({ status: 200 });
  });

  it.each([
    ['/queue', 'SQS-SendMessage'],
    ['/python', 'runs python3.13, expected Node.js or a runtime of its own (provided)'],
  ])('answers 501 on %s and says why, here and at the start', async (path, reason) => {
    const { status, body } = await send(url + path);

    expect(status).toBe(501);
    expect(body).toContain(reason);
    expect(JSON.stringify(log.filter(({ kind }) => kind === 'notice'))).toContain(reason);
  });

  it('GW-25: proxies to no host that nobody allowed', async () => {
    const { status, body } = await send(`${url}/far/a`);

    expect(status).toBe(501);
    expect(body).toContain('far.test is not called from here');
  });

  it('says that WebSocket APIs are not served', () => {
    expect(gateway.endpoints.map(({ name }) => name)).not.toContain('Socket');
    expect(JSON.stringify(log)).toContain('WebSocket APIs are not served');
  });

  it('traces the route, the event and the path parameters', async () => {
    await send(`${url}/users/7`);

    expect(lastTrace()).toMatchObject({
      frontDoor: 'http-api',
      api: 'Plain',
      route: {
        stage: '$default',
        resourcePath: 'GET /users/{id}',
        integrationType: 'AWS_PROXY',
        pathParameters: { id: '7' },
      },
      invocation: { environmentId: expect.any(String) },
    });
    expect(lastTrace()?.route?.functionName).toContain('Echo');
  });
});
