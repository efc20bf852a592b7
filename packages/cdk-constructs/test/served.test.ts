import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from '@org/local-gateway';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EchoApi,
  type EchoApiProps,
  ProxyAlbTarget,
  ProxyFunction,
  ProxyFunctionUrl,
  ProxyHttpApi,
} from '../src/index.ts';
import { existingVpc, fixture } from './synth.ts';

const apis = {
  AwsProxy: { codePath: fixture('proxy') },
  Passthrough: { codePath: fixture('echo'), proxy: false, passthrough: true },
  Envelope: { codePath: fixture('echo'), proxy: false, path: '/users/{id}' },
  Thrower: { codePath: fixture('thrower'), proxy: false },
  Cors: {
    codePath: fixture('thrower'),
    proxy: false,
    cors: { allowOrigins: ['https://a.example', 'https://b.example'] },
    responseHeaders: { 'X-Mode': "'aws'" },
  },
} satisfies Record<string, EchoApiProps>;

describe('the constructs in the local gateway', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-constructs-'));
  let gateway: Gateway;

  beforeAll(async () => {
    const app = new App({ outdir });
    addOtherEndpoints(new Stack(app, 'Others'));
    for (const [id, props] of Object.entries(apis)) {
      new EchoApi(new Stack(app, id), 'Echo', props);
    }
    app.synth();
    gateway = await startGateway({ path: outdir, port: 0 });
  });

  afterAll(async () => {
    await gateway.close();
    rmSync(outdir, { recursive: true });
  });

  function post(
    stack: keyof typeof apis,
    body: unknown,
    { path = '/hello', method = 'POST', headers = {} }: PostOptions = {},
  ): Promise<Response> {
    const url = gateway.endpoints.find((endpoint) => endpoint.stack === stack)?.url;
    return fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  it('AWS_PROXY: gives the function the whole request', async () => {
    const response = await post('AwsProxy', { message: 'Hello World' });

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      httpMethod: 'POST',
      path: '/hello',
      body: '{"message":"Hello World"}',
    });
  });

  it('REQ-1: with passthrough gives the function the payload and the client the result', async () => {
    const response = await post('Passthrough', { message: 'Hello World' });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ message: 'Hello World' });
  });

  it('renders an envelope from which nothing a client sends can break out', async () => {
    const nasty = `"quote" 'single' \\back $x ☕ \u2028 </script>`;
    const response = await post('Envelope', nasty, {
      path: `/users/a%20b?name=${encodeURIComponent(nasty)}`,
      headers: {
        'content-type': 'text/plain',
        'user-agent': `agent "a", 'b', \\c`,
        'x-own': `{"a":"b"}, 'c'`,
      },
    });

    expect(response.status).toBe(200);
    const event: unknown = await response.json();
    expect(event).toMatchObject({
      resource: '/users/{id}',
      httpMethod: 'POST',
      headers: { 'x-own': `{"a":"b"}, 'c'` },
      queryStringParameters: { name: nasty },
      pathParameters: { id: expect.stringMatching(/^a(%20| )b$/) },
      stageVariables: {},
      requestContext: {
        integrationType: 'AWS',
        stage: 'v1',
        httpMethod: 'POST',
        resourcePath: '/users/{id}',
        path: '/v1/users/a%20b',
        requestTimeEpoch: expect.any(Number),
        identity: { sourceIp: expect.any(String), userAgent: `agent "a", 'b', \\c`, user: '' },
        authorizer: { principalId: '', claims: { sub: '' } },
      },
      body: nasty,
      isBase64Encoded: false,
    });
  });

  it('REQ-8: shows an empty body as {}', async () => {
    const response = await post('Envelope', '', { path: '/users/1' });

    expect(await response.json()).toMatchObject({ body: '{}', queryStringParameters: {} });
  });

  it('REQ-6: refuses a content type without a template', async () => {
    const response = await post('Envelope', '<a/>', {
      path: '/users/1',
      headers: { 'content-type': 'application/xml' },
    });

    expect(response.status).toBe(415);
  });

  it.each([404, 418, 500, 503])(
    'REQ-31: answers %i when the function throws that',
    async (statusCode) => {
      const thrown = {
        statusCode,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '7' },
        body: JSON.stringify({ status: statusCode, detail: `it's "gone"\n` }),
      };

      const response = await post('Thrower', { throw: JSON.stringify(thrown) });

      expect(response.status).toBe(statusCode);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('retry-after')).toBe('7');
      expect(await response.text()).toBe(thrown.body);
    },
  );

  it.each(['out of cheese', '', '{"statusCode":200}', 'two\nlines', '{"statusCode":4040}'])(
    'RESP-42: answers 500 and no reason when the function fails with %j',
    async (message) => {
      const response = await post('Thrower', { throw: message });

      expect(response.status).toBe(500);
      expect((await response.text()).trim()).toBe('{"message": "Internal server error"}');
    },
  );

  it('REQ-30: answers 200 when the function succeeds', async () => {
    const response = await post('Thrower', {});

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true });
  });

  it.each([
    ['https://a.example', 'https://a.example'],
    ['https://b.example', 'https://b.example'],
    ['https://evil.example', 'https://a.example'],
  ])('answers a page of %s with the allowed origin %s', async (origin, expected) => {
    const success = await post('Cors', {}, { headers: { origin } });
    const failure = await post(
      'Cors',
      {
        throw: JSON.stringify({
          statusCode: 404,
          headers: { 'Access-Control-Allow-Origin': 'https://c.example' },
          body: '{}',
        }),
      },
      { headers: { origin } },
    );

    expect(await success.json()).toEqual({ ok: true });
    expect(success.headers.get('access-control-allow-origin')).toBe(expected);
    expect(success.headers.get('x-mode')).toBe('aws');
    expect(failure.status).toBe(404);
    expect(failure.headers.get('access-control-allow-origin')).toBe(expected);
  });

  it.each([
    ['http-api', { version: '2.0', routeKey: 'ANY /{proxy+}', rawPath: '/a/b' }],
    ['function-url', { version: '2.0', routeKey: '$default', rawPath: '/a/b' }],
    ['alb', { path: '/a/b', multiValueQueryStringParameters: { tag: ['x', 'y'] } }],
  ])('serves the other endpoints too: %s', async (frontDoor, expected) => {
    const url = gateway.endpoints.find((endpoint) => endpoint.frontDoor === frontDoor)?.url;

    const response = await fetch(`${url?.replace(/\/$/, '')}/a/b?tag=x&tag=y`);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(expected);
  });

  it('CORS-1: answers preflights', async () => {
    const response = await post('Cors', '', {
      method: 'OPTIONS',
      headers: { origin: 'https://b.example', 'access-control-request-method': 'POST' },
    });

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://b.example');
  });
});

function addOtherEndpoints(stack: Stack): void {
  const handler = new ProxyFunction(stack, 'Handler', { codePath: fixture('proxy') });
  new ProxyHttpApi(stack, 'HttpApi', { handler });
  new ProxyFunctionUrl(stack, 'Url', { handler, authType: FunctionUrlAuthType.NONE });
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc: existingVpc(stack) });
  const listener = balancer.addListener('Http', { port: 80, open: false });
  new ProxyAlbTarget(stack, 'Target', { handler, listener });
}

interface PostOptions {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
