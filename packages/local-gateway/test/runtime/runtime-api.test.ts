import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Outcome } from '../../src/runtime/outcome.ts';
import { startRuntimeApi, type RuntimeApi } from '../../src/runtime/runtime-api.ts';
import { functionSpec, start, writeCode } from './functions.ts';

interface TestApi extends RuntimeApi {
  readonly told: unknown[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
}

async function startApi(): Promise<TestApi> {
  const told: unknown[] = [];
  const api = await startRuntimeApi({
    ready: () => told.push('ready'),
    settled: (outcome: Outcome) => told.push(outcome),
    initFailed: (outcome: Outcome) => told.push({ init: outcome }),
    streaming: () => false,
  });
  onTestFinished(() => api.close());
  const root = `http://${api.address}/2018-06-01/runtime`;
  return {
    ...api,
    told,
    get: (path, headers = {}) => fetch(root + path, { headers }),
    post: (path, body, headers = {}) => fetch(root + path, { method: 'POST', body, headers }),
  };
}

const delivery = {
  payload: '{"a":"ü"}',
  headers: { 'Lambda-Runtime-Aws-Request-Id': 'id-1', 'Lambda-Runtime-Deadline-Ms': '1' },
};

/** An API whose runtime has the invocation `id-1`. */
async function running(): Promise<TestApi> {
  const api = await startApi();
  api.deliver(delivery);
  await api.get('/invocation/next');
  return api;
}

describe('startRuntimeApi', () => {
  it('RT-1 answers next when there is an invocation, not before', async () => {
    const api = await startApi();
    const next = api.get('/invocation/next');
    const early = await Promise.race([
      next,
      new Promise((resolve) => setTimeout(resolve, 100, 'waiting')),
    ]);

    api.deliver(delivery);
    const response = await next;

    expect(early).toBe('waiting');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ a: 'ü' });
    expect(api.told).toEqual(['ready']);
  });

  it('RT-2 sends the headers of the invocation that are not empty', async () => {
    const spec = functionSpec('', {
      codeDirectory: writeCode({
        bootstrap: `#!${process.execPath}
          const root = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
          (async () => {
            for (;;) {
              const next = await fetch(root + 'next');
              const headers = Object.fromEntries([...next.headers].filter(([name]) => /^lambda|type$/.test(name)));
              await fetch(root + headers['lambda-runtime-aws-request-id'] + '/response', { method: 'POST', body: JSON.stringify(headers) });
            }
          })();`,
      }),
      runtime: 'provided.al2023',
    });
    const shows = start(spec);

    const { payload, requestId } = await shows.call({}, { traceId: 'Root=1-2-3' });
    const again = await shows.call({});

    expect(JSON.parse(payload)).toEqual({
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': expect.stringMatching(/^\d{13}$/u),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:hello',
      'lambda-runtime-trace-id': 'Root=1-2-3',
    });
    expect(JSON.parse(again.payload)).not.toHaveProperty('lambda-runtime-trace-id');
  });

  it('RT-3 takes a response', async () => {
    const api = await running();

    const response = await api.post('/invocation/id-1/response', '{"ok":1}');

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'OK' });
    expect(api.told).toEqual(['ready', { functionError: false, payload: '{"ok":1}' }]);
  });

  it.each([
    ['Function.Mine', 'Function.Mine'],
    ['Runtime.Mine', 'Runtime.Mine'],
    ['Error', 'Function.Unknown'],
    [undefined, 'Function.Unknown'],
  ])('RT-4 takes an error of type %s as %s', async (sent, errorType) => {
    const api = await running();

    const response = await api.post(
      '/invocation/id-1/error',
      '{"errorMessage":"no"}',
      sent === undefined ? {} : { 'Lambda-Runtime-Function-Error-Type': sent },
    );

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'OK' });
    expect(api.told.at(-1)).toEqual({
      functionError: true,
      payload: '{"errorMessage":"no"}',
      errorType,
    });
  });

  it('RT-4 takes an init error', async () => {
    const api = await startApi();

    const response = await api.post('/init/error', '{}', {
      'Lambda-Runtime-Function-Error-Type': 'nonsense',
    });

    expect(response.status).toBe(202);
    expect(api.told).toEqual([
      { init: { functionError: true, payload: '{}', errorType: 'Runtime.Unknown' } },
    ]);
  });

  it.each(['/invocation/id-2/response', '/invocation/id-2/error', '/invocation/%/response'])(
    'RT-5 refuses an unknown request id: %s',
    async (path) => {
      const api = await running();

      const response = await api.post(path, '{}');

      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        errorMessage: 'Invalid request ID',
        errorType: 'InvalidRequestID',
      });
      expect((await api.post('/invocation/id-1/response', '{}')).status).toBe(202);
    },
  );

  it('RT-6 ISO-09 refuses a second response', async () => {
    const api = await running();
    await api.post('/invocation/id-1/response', '1');

    const response = await api.post('/invocation/id-1/response', '2');

    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      errorType: 'InvalidStateTransition',
      errorMessage:
        'State transition from ResponseSent to InvocationResponse failed for runtime. Error: State transition is not allowed',
    });
    expect(api.told).toHaveLength(2);
  });

  it('RT-6 refuses next while an invocation runs', async () => {
    const api = await running();

    const response = await api.get('/invocation/next');

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      errorMessage: expect.stringContaining('from Running to Ready failed for runtime'),
    });
  });

  it('RT-6 refuses an init error after the init', async () => {
    const api = await running();

    expect((await api.post('/init/error', '{}')).status).toBe(403);
    expect(api.told).toEqual(['ready']);
  });

  it('RT-7 refuses a response above 6 MiB + 100 bytes, and takes one of just that', async () => {
    const [fits, large] = [await running(), await running()];

    const taken = await fits.post('/invocation/id-1/response', 'x'.repeat(6_291_556));
    const refused = await large.post('/invocation/id-1/response', 'x'.repeat(6_291_557));

    expect(taken.status).toBe(202);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toEqual({
      errorType: 'RequestEntityTooLarge',
      errorMessage: 'Exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect(large.told.at(-1)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('RT-8 survives a connection that is cut while posting', async () => {
    const api = await running();
    const [host, port] = api.address.split(':');
    const socket = connect(Number(port), host);

    socket.write(
      `POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r\nHost: ${api.address}\r\nContent-Length: 100\r\n\r\nhalf`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => socket.once('close', resolve));

    expect((await fetch(`http://${api.address}/2018-06-01/ping`)).status).toBe(200);
    expect(api.told).toEqual(['ready']);
  });

  it('RT-9 refuses a response mode other than streaming', async () => {
    const api = await running();

    const response = await api.post('/invocation/id-1/response', '{}', {
      'Lambda-Runtime-Function-Response-Mode': 'flying',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errorType: 'InvalidFunctionResponseMode' });
  });

  it('RT-12 answers ping, and 404 for what it does not have', async () => {
    const api = await startApi();

    expect(await (await fetch(`http://${api.address}/2018-06-01/ping`)).text()).toBe('pong');
    expect((await api.get('/nothing')).status).toBe(404);
    expect((await api.post('/invocation/next', '{}')).status).toBe(404);
  });

  it.each([
    { Origin: 'https://evil.test' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Host: 'evil.test' },
    { Host: 'localhost' },
  ])('refuses what a web page could send: %j', async (headers) => {
    const api = await startApi();
    const [hostname, port] = api.address.split(':');

    const status = await new Promise((resolve, reject) => {
      httpRequest(
        { hostname, port, path: '/2018-06-01/runtime/invocation/next', headers },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });

    expect(status).toBe(403);
    expect(api.told).toEqual([]);
  });
});
