import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import { isLoopbackBackend } from '../../src/server/call-backend.ts';
import { httpApi, restApi, writeAssembly } from '../assemblies.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { send } from '../http-client.ts';

describe('integrateHttp', () => {
  let gateway: Gateway;
  let url: string;
  let backend: Server;
  /** Lets the backend end its stream. */
  let release: () => void;

  beforeAll(async () => {
    backend = createServer((request, response) => {
      if (request.url === '/hang') return;
      if (request.url === '/redirect') {
        response.writeHead(302, { location: 'http://evil.test/' }).end();
        return;
      }
      if (request.url?.startsWith('/stream') === true) {
        response.writeHead(201, { 'content-type': 'text/plain' });
        response.write('one,');
        release = () => response.end('two');
        if (request.url.includes('break')) release = () => response.destroy();
        return;
      }
      const missing = request.url?.startsWith('/missing') === true;
      response.writeHead(missing ? 404 : 200, {
        'content-type': 'application/json',
        'x-own': '1',
        server: 'own',
      });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, headers: request.headers }),
      );
    });
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const integration = (Type: string, path: string, properties: object = {}) => ({
      Type,
      Uri: origin + path,
      IntegrationHttpMethod: 'GET',
      IntegrationResponses: [
        { StatusCode: '200' },
        { StatusCode: '400', SelectionPattern: '4\\d{2}' },
      ],
      ...properties,
    });
    const folder = await writeAssembly({
      resources: {
        ...httpApi('Http', [
          {
            key: 'ANY /back/{proxy+}',
            functionId: 'none',
            integration: {
              IntegrationType: 'HTTP_PROXY',
              IntegrationMethod: 'ANY',
              IntegrationUri: `${origin}/base/{proxy}?own=1`,
              PayloadFormatVersion: '1.0',
            },
          },
        ]),
        ...restApi([
          { path: 'http', method: 'GET', integration: integration('HTTP', '/plain') },
          { path: 'missing', method: 'GET', integration: integration('HTTP', '/missing') },
          { path: 'proxy', method: 'GET', integration: integration('HTTP_PROXY', '/proxy') },
          {
            path: 'stream',
            method: 'ANY',
            integration: integration('HTTP_PROXY', '/stream', { ResponseTransferMode: 'STREAM' }),
          },
          { path: 'redirect', method: 'GET', integration: integration('HTTP_PROXY', '/redirect') },
          {
            path: 'hang',
            method: 'GET',
            integration: integration('HTTP_PROXY', '/hang', { TimeoutInMillis: 100 }),
          },
          {
            path: 'closed',
            method: 'GET',
            integration: { Type: 'HTTP_PROXY', Uri: 'http://127.0.0.1:9/' },
          },
          {
            path: 'far',
            method: 'GET',
            integration: { Type: 'HTTP_PROXY', Uri: 'https://far.test/' },
          },
          {
            path: 'allowed',
            method: 'GET',
            integration: { Type: 'HTTP_PROXY', Uri: 'http://allowed.invalid/' },
          },
          {
            path: 'variable',
            method: 'GET',
            integration: { Type: 'HTTP', Uri: 'http://${stageVariables.host}/' },
          },
        ]),
      },
    });
    await writeFile(join(folder, 'local-gateway.json'), '{"allowedHttpHosts":["allowed.invalid"]}');
    gateway = await startGateway({ path: folder, port: 0 });
    url = gateway.endpoints.find(({ frontDoor }) => frontDoor === 'rest-api')?.url ?? '';
  });

  afterAll(async () => {
    await gateway.close();
    backend.closeAllConnections();
    backend.close();
  });

  it('calls the backend of HTTP with headers of its own (REQ-50), and maps the answer (REQ-43)', async () => {
    const answer = await send(`${url}/http?a=1`, { headers: { 'x-client': '1' } });
    const { headers, ...seen } = JSON.parse(answer.body) as { headers: Record<string, string> };

    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('x-own');
    expect(seen).toEqual({ method: 'GET', url: '/plain' });
    expect(headers).toMatchObject({ accept: 'application/json' });
    expect(headers['user-agent']).toMatch(/^AmazonAPIGateway_[a-z0-9]{10}$/);
    expect(headers).not.toHaveProperty('x-client');
    expect(headers).not.toHaveProperty('x-forwarded-for');
  });

  it('selects an integration response by the status of the backend (REQ-35)', async () => {
    expect(await send(`${url}/missing`)).toMatchObject({ status: 400 });
  });

  it("passes headers, query and the client's address (REST-29) through HTTP_PROXY, and renames what comes back (RESP-25)", async () => {
    const answer = await send(`${url}/proxy?a=1`, { headers: { 'x-client': '1' } });

    expect(JSON.parse(answer.body)).toMatchObject({
      url: '/proxy?a=1',
      headers: { 'x-client': '1', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers).toMatchObject({ 'x-own': '1', 'x-amzn-remapped-server': 'own' });
  });

  it('streams the answer of HTTP_PROXY when told to (STRM-1, STRM-8)', async () => {
    const response = await fetch(`${url}/stream`);

    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain',
      'transfer-encoding': 'chunked',
      'x-amzn-requestid': expect.any(String),
    });
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one,');
    release();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two');
    expect((await reader?.read())?.done).toBe(true);
  });

  it('cuts the connection when the backend breaks off (STRM-13)', async () => {
    const response = await fetch(`${url}/stream?break`);

    release();

    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('sends no body of a stream to HEAD', async () => {
    expect(await send(`${url}/stream`, { method: 'HEAD' })).toMatchObject({
      status: 201,
      body: '',
    });
  });

  it('passes a request of an HTTP API on, and its answer back', async () => {
    const base = gateway.endpoints.find(({ frontDoor }) => frontDoor === 'http-api')?.url ?? '';
    const answer = await send(`${base}/back/a%20b/c?x=1`, {
      method: 'PATCH',
      headers: { 'x-client': '1' },
      body: 'text',
    });

    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'PATCH',
      url: '/base/a%20b/c?own=1&x=1',
      headers: {
        'x-client': '1',
        'content-length': '4',
        'x-forwarded-proto': 'https',
        host: expect.stringContaining('127.0.0.1'),
      },
    });
    expect(answer.headers).toMatchObject({ 'x-own': '1' });
    expect(answer.headers).toHaveProperty('apigw-requestid');
  });

  it('GW-25: follows no redirect and calls no host that nobody allowed', async () => {
    expect(await send(`${url}/redirect`)).toMatchObject({
      status: 302,
      headers: { location: 'http://evil.test/' },
    });
    expect(await send(`${url}/far`)).toMatchObject({
      status: 501,
      body: expect.stringContaining('allowedHttpHosts'),
    });
  });

  it('calls a host that local-gateway.json allows', async () => {
    expect(await send(`${url}/allowed`)).toMatchObject({ status: 504 });
  });

  it('answers 504 to a backend that is slow or gone (GW-9)', async () => {
    expect(await send(`${url}/hang`)).toMatchObject({
      status: 504,
      body: '{"message": "Endpoint request timed out"}',
    });
    expect(await send(`${url}/closed`)).toMatchObject({ status: 504 });
  });

  it('answers 500 when a stage variable of the URI is not defined (REQ-52)', async () => {
    expect(await send(`${url}/variable`)).toMatchObject({ status: 500 });
  });
});

describeRecorded('integrateHttp, as recorded on AWS (RESP-17, RESP-25, REQ-50)', (folder) => {
  /** What the backends of the recordings answer with, besides what Node's server adds. */
  const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    '/httpbin': {
      Server: 'gunicorn/19.9.0',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Credentials': 'true',
    },
    '/function-url': {
      'x-amzn-RequestId': '0d8f9c3a-8e0e-4d6e-9d5a-0c7c8a1f2b3d',
      'X-Amzn-Trace-Id': 'Root=1-67fd87cd-548ca2e2768cf411287e4266',
    },
  };
  const lambda = 'recorded/localstack/rest-http-integrations.json';
  const httpbin = 'recorded/localstack/rest-header-remapping.json';
  let gateway: Gateway;
  let backend: Server;

  beforeAll(async () => {
    backend = createServer((request, response) => {
      const body = JSON.stringify(request.headers);
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Connection: 'keep-alive',
        ...answers[request.url ?? ''],
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const routes = ['HTTP', 'HTTP_PROXY'].flatMap((Type) =>
      Object.keys(answers).map((path) => ({
        path: `${Type}-${path.slice(1)}`,
        method: 'ANY',
        integration: {
          Type,
          Uri: origin + path,
          IntegrationHttpMethod: 'POST',
          IntegrationResponses: [{ StatusCode: '200' }],
        },
      })),
    );
    gateway = await startGateway({
      path: await writeAssembly({ resources: restApi(routes) }),
      port: 0,
    });
  });

  afterAll(async () => {
    await gateway.close();
    backend.closeAllConnections();
    backend.close();
  });

  const call = (path: string) =>
    send(`${gateway.endpoints[0]?.url}/${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        accept: 'application/xml',
        'accept-encoding': 'gzip, deflate',
        'user-Agent': 'test/integration',
      },
      body: '{"message": "hello world"}',
    });
  const namesOf = (headers: object) =>
    Object.keys(headers)
      .map((name) => name.toLowerCase())
      .toSorted();

  it.each(['HTTP', 'HTTP_PROXY'])('answers of a function URL behind %s', async (type) => {
    const recorded = Object(
      recordedCase(folder, lambda, `test_http_integration_with_lambda[${type}]`).awsReturned?.[
        'http-invocation-lambda-url'
      ],
    );

    const answer = await call(`${type}-function-url`);

    expect(answer.status).toBe(recorded.status_code);
    expect(namesOf(answer.headers)).toEqual(namesOf(recorded.headers));
    const seen: Record<string, string> = JSON.parse(answer.body);
    // The function URL has added headers of its own.
    const bySender = Object.entries<string>(recorded.content.headers).filter(
      ([name]) =>
        !/^x-amzn-tls-|^host$/.test(name) &&
        (type === 'HTTP_PROXY' || !name.startsWith('x-forwarded-')),
    );
    expect(namesOf(seen).filter((name) => name !== 'host' && name !== 'connection')).toEqual(
      namesOf(Object.fromEntries(bySender)),
    );
    expect(seen).toMatchObject(
      Object.fromEntries(bySender.filter(([, value]) => !value.includes('<'))),
    );
  });

  it.each(['HTTP', 'HTTP_PROXY'])('answers of a web server behind %s', async (type) => {
    const id = `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_http[${type}]`;
    const recorded = Object(
      recordedCase(folder, httpbin, id).awsReturned?.['no-param-integration'],
    );

    const answer = await call(`${type}-httpbin`);

    expect(namesOf(answer.headers)).toEqual(namesOf(recorded['response-headers']));
  });
});

describe('isLoopbackBackend', () => {
  it.each([
    'http://localhost:1/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://[::1]:2/',
    'http://2130706433/',
  ])('takes %s for this machine', (text) => {
    expect(isLoopbackBackend(new URL(text))).toBe(true);
  });

  it.each([
    'http://169.254.169.254/',
    'http://127.0.0.1.nip.io/',
    'http://localhost.evil.test/',
    'http://localhost@evil.test/',
    'http://[::ffff:7f00:1]/',
    'http://0.0.0.0/',
  ])('GW-25: does not take %s for this machine', (text) => {
    expect(isLoopbackBackend(new URL(text))).toBe(false);
  });
});
