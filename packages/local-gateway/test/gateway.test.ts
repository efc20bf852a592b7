import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../src/gateway.ts';
import type { LogEntry } from '../src/log.ts';
import {
  httpApi,
  lambdaIntegration,
  restApi,
  updateAssembly,
  writeAssembly,
} from './assemblies.ts';
import { send } from './http-client.ts';

/** Each handler does what its name says with the request's body as its instruction. */
const proxyHandler = `
export const handler = async (event) => {
  if (event.body === 'exit') process.exit(1);
  if (event.body === 'throw') throw new Error('secret reason');
  if (event.body === 'hang') return new Promise((resolve) => setTimeout(resolve, 2_000));
  return event.body === null ? { statusCode: 200, body: 'fine' } : JSON.parse(event.body);
};`;

const awsHandler = `
export const handler = async (event) => {
  if (event.fail) throw new Error(event.fail);
  return event;
};`;

const awsResponses = [
  { StatusCode: '200' },
  { StatusCode: '400', SelectionPattern: 'bad.*' },
  {
    StatusCode: '500',
    SelectionPattern: 'broken.*',
    ResponseTemplates: { 'application/json': '{"message":"hidden"}' },
  },
];

const routes = [
  { path: 'proxy', method: 'POST', integration: lambdaIntegration('Proxy') },
  {
    path: 'slow',
    method: 'POST',
    integration: lambdaIntegration('Proxy', { TimeoutInMillis: 300 }),
  },
  {
    path: 'get-verb',
    method: 'POST',
    integration: lambdaIntegration('Proxy', { IntegrationHttpMethod: 'GET' }),
  },
  {
    path: 'aws',
    method: 'POST',
    integration: lambdaIntegration('Aws', { Type: 'AWS', IntegrationResponses: awsResponses }),
  },
  { path: 'bare', method: 'POST', integration: lambdaIntegration('Aws', { Type: 'AWS' }) },
  { path: 'topic', method: 'GET', integration: { Type: 'VPC', Uri: 'https://example.com' } },
  {
    path: 'mock',
    method: 'OPTIONS',
    integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
      IntegrationResponses: [{ StatusCode: '200' }],
    },
  },
];

describe('startGateway', () => {
  let gateway: Gateway;
  let url: string;
  let folder: string;
  const log: LogEntry[] = [];

  const post = (path: string, body?: string) =>
    send(url + path, { method: 'POST', ...(body === undefined ? {} : { body }) });
  const lastReason = () => log.findLast((entry) => entry.kind === 'request')?.trace.response.reason;

  beforeAll(async () => {
    folder = await writeAssembly({
      functions: { Proxy: proxyHandler, Aws: awsHandler },
      resources: restApi(routes),
    });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = gateway.endpoints[0]?.url ?? '';
  });

  afterAll(() => gateway.close());

  it('serves each stage below its name', () => {
    expect(url).toMatch(/^http:\/\/localhost:\d+\/v1$/);
  });

  it.each([
    ['an unknown key (RESP-1)', '{"statusCode":200,"body":"","extra":1}', 'unknown key "extra"'],
    ['a body that is an object (RESP-6)', '{"statusCode":200,"body":{}}', '"body" is'],
    ['both at once', '{"statusCode":200,"body":{},"extra":1}', 'unknown key "extra"'],
    ['cookies (RESP-2)', '{"statusCode":200,"cookies":["a=1"]}', 'unknown key "cookies"'],
    ['a status that is none (RESP-5)', '{"statusCode":"test"}', '"statusCode" is'],
    ['text instead of an object (RESP-9)', '"hello"', 'is the string "hello", expected an object'],
  ])('answers 502 with 36 bytes to %s, and logs why', async (_name, result, reason) => {
    const answer = await post('/proxy', result);

    expect(answer).toMatchObject({
      status: 502,
      body: '{"message": "Internal server error"}',
      headers: {
        'content-type': 'application/json',
        'content-length': '36',
        'x-amzn-errortype': 'InternalServerErrorException',
      },
    });
    expect(answer.headers).not.toHaveProperty('x-amzn-trace-id');
    expect(lastReason()).toContain(reason);
  });

  it('says what a refusal means and what to do about it', async () => {
    await post('/proxy', '{"statusCode":200,"body":"","extra":1}');

    expect(log.findLast((entry) => entry.kind === 'request')?.trace.advice).toEqual({
      clause: 'RESP-1',
      meaning: expect.stringContaining('makes the whole result malformed'),
      fix: expect.stringContaining('JSON.stringify'),
    });
  });

  it('takes {} for 200 with an empty body (RESP-3, RESP-4)', async () => {
    expect(await post('/proxy', '{}')).toMatchObject({ status: 200, body: '' });
  });

  it('answers 502 to an exception without a word about it (RESP-37, RESP-42)', async () => {
    expect(await post('/proxy', 'throw')).toMatchObject({
      status: 502,
      body: '{"message": "Internal server error"}',
    });
    expect(lastReason()).toContain('secret reason');
  });

  it('answers 502 at once when the process exits, and serves the next request (ISO-02)', async () => {
    expect(await post('/proxy', 'exit')).toMatchObject({ status: 502 });
    expect(await post('/proxy')).toMatchObject({ status: 200, body: 'fine' });
  });

  it('answers 504 when the integration takes too long (RESP-39)', async () => {
    expect(await post('/slow', 'hang')).toMatchObject({
      status: 504,
      body: '{"message": "Endpoint request timed out"}',
    });
  });

  it('answers 500 when the integration calls Lambda with another verb than POST (REST-64)', async () => {
    expect(await post('/get-verb')).toMatchObject({ status: 500 });
    expect(lastReason()).toContain('expected IntegrationHttpMethod POST');
  });

  it('answers 403 to an unknown path or verb (GW-4)', async () => {
    for (const answer of [await post('/nowhere'), await send(`${url}/proxy`)]) {
      expect(answer).toMatchObject({
        status: 403,
        body: '{"message":"Missing Authentication Token"}',
        headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
      });
    }
  });

  it('answers 403 to an unknown stage (GW-29)', async () => {
    const answer = await send(url.replace('/v1', '/v2/proxy'), { method: 'POST' });

    expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  it('gives the aws integration the payload as it came, and the result as the body (REQ-1, REQ-41)', async () => {
    expect(await post('/aws', '{"message":"Hello World"}')).toMatchObject({
      status: 200,
      body: '{"message":"Hello World"}',
    });
  });

  it('takes an empty request for {} in the aws integration (REQ-7)', async () => {
    expect(await post('/aws')).toMatchObject({ status: 200, body: '{}' });
  });

  it('does not read an envelope in the aws integration (REQ-42)', async () => {
    const envelope = '{"statusCode":404,"body":"not read"}';

    expect(await post('/aws', envelope)).toMatchObject({ status: 200, body: envelope });
  });

  it('selects an integration response by the error message (REQ-31)', async () => {
    expect(await post('/aws', '{"fail":"bad input"}')).toMatchObject({ status: 400 });
    expect(await post('/aws', '{"fail":"broken pipe"}')).toMatchObject({
      status: 500,
      body: '{"message":"hidden"}',
    });
  });

  it('answers 200 with the error object when no pattern matches (REQ-32, REQ-38)', async () => {
    const { status, body } = await post('/aws', '{"fail":"other"}');

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ errorType: 'Error', errorMessage: 'other' });
  });

  it('answers 500 without integration responses, as CDK leaves them out (REQ-33, REQ-62)', async () => {
    expect(await post('/bare', '{}')).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
  });

  it('answers a mock (REQ-58)', async () => {
    expect(await send(`${url}/mock`, { method: 'OPTIONS' })).toMatchObject({ status: 200 });
  });

  it('answers 501 and says why where it cannot serve', async () => {
    const { status, body } = await send(`${url}/topic`);

    expect(status).toBe(501);
    expect(body).toContain('VPC');
  });

  it('answers 413 to a body above ten megabytes as the front end does (GW-27, GW-14)', async () => {
    const answer = await post('/proxy', 'x'.repeat(10_485_761));

    expect(answer).toMatchObject({
      status: 413,
      headers: { 'content-type': 'text; charset=utf-8', 'content-length': '44' },
      body: 'HTTP content length exceeded 10485760 bytes.',
    });
    expect(answer.headers).not.toHaveProperty('x-amzn-requestid');
    expect(lastReason()).toBe('the body has more than 10485760 bytes');
  });

  it('logs a request that it refuses before any API sees it, and why (CON-01)', async () => {
    const answer = await send(`${url}/proxy`, { headers: { host: 'evil.test' } });

    expect(answer.status).toBe(403);
    expect(lastReason()).toMatch(/^this host is not served here/);
  });

  it('keeps the spelling of response headers on the wire (RESP-15)', async () => {
    const { rawHeaders } = await post('/proxy', '{"headers":{"X-CuStOm":"1"}}');

    expect(rawHeaders).toContain('X-CuStOm');
    expect(rawHeaders).toContain('x-amzn-RequestId');
  });

  it.each([[80_000, 'port 80000 is none, expected 0 to 65535, choose another one with --port']])(
    'GW-18: says in words why it cannot listen on %i',
    async (port, message) => {
      await expect(startGateway({ path: folder, port })).rejects.toThrow(message);
    },
  );

  it('GW-18: says which port is taken, and stops what it has started', async () => {
    const port = Number(new URL(url).port);

    await expect(startGateway({ path: folder, port })).rejects.toThrow(
      `port ${port} is taken, free it or choose another one with --port`,
    );
    expect(await post('/proxy')).toMatchObject({ status: 200 });
  });

  it('swaps code and routes on reload, and nothing in between is lost', async () => {
    const answers = Array.from({ length: 20 }, () => post('/proxy'));
    await updateAssembly(folder, {
      functions: { Proxy: proxyHandler.replace("'fine'", "'finer'"), Aws: awsHandler },
      resources: restApi(routes.filter(({ path }) => path !== 'mock')),
    });
    await gateway.reload();

    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
    expect(await post('/proxy')).toMatchObject({ body: 'finer' });
    expect(await send(`${url}/mock`, { method: 'OPTIONS' })).toMatchObject({ status: 403 });
  });

  it('serves an API that a reload brings, and stops one that it takes away', async () => {
    const { resources, functions } = {
      resources: restApi(routes),
      functions: { Proxy: proxyHandler, Aws: awsHandler },
    };
    await updateAssembly(folder, {
      functions,
      resources: { ...resources, ...httpApi('Added', [{ key: 'GET /x', functionId: 'Proxy' }]) },
    });
    await gateway.reload();
    const added = gateway.endpoints.find(({ name }) => name === 'Added')?.url ?? '';

    expect(gateway.endpoints.map(({ name }) => name)).toEqual(['TestApi', 'Added']);
    expect(await send(`${added}/x`)).toMatchObject({ status: 500 });
    expect(gateway.endpoints[0]?.url).toBe(url);

    await updateAssembly(folder, { functions, resources });
    await gateway.reload();

    expect(gateway.endpoints.map(({ name }) => name)).toEqual(['TestApi']);
    await expect
      .poll(() =>
        send(`${added}/x`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
  });

  it('lets a request end on an API that a reload takes away, however long it takes', async () => {
    const source =
      'export const handler = () => new Promise((resolve) => setTimeout(() => resolve({ statusCode: 200, body: "late" }), 2_700));';
    const functions = { Proxy: proxyHandler, Aws: awsHandler };
    await updateAssembly(folder, {
      functions: { ...functions, Slow: source },
      resources: {
        ...restApi(routes),
        ...httpApi('Going', [{ key: 'GET /', functionId: 'Slow' }]),
      },
    });
    await gateway.reload();
    const slow = gateway.endpoints.find(({ name }) => name === 'Going')?.url ?? '';
    const answer = send(slow);
    const statuses = () =>
      gateway.functionStates().flatMap((state) => state.environments.map(({ status }) => status));
    await expect.poll(statuses).toContain('busy');

    await updateAssembly(folder, { functions, resources: restApi(routes) });
    await gateway.reload();

    expect(await answer).toMatchObject({ status: 200, body: 'late' });
    await expect(send(slow)).rejects.toThrow('ECONNREFUSED');
  });
});
