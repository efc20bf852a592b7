import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const buffered = `
export const handler = async (event, context) => {
  if (event.rawQueryString === 'ids') {
    return { event: event.requestContext.requestId, context: context.awsRequestId };
  }
  if (event.body === 'throw') throw new Error('secret reason');
  return event.body?.startsWith('=') ? JSON.parse(event.body.slice(1)) : event;
};`;

const streaming = `
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  if (event.rawPath === '/bytes') {
    stream.setContentType?.('application/octet-stream');
    stream.write('one,');
    stream.end('two');
    return;
  }
  const metadata = { statusCode: 201, headers: { 'content-type': 'text/plain', server: 'x' }, cookies: ['a=1', 'b=2'] };
  const body = awslambda.HttpResponseStream.from(stream, metadata);
  body.write('hello ');
  if (event.rawPath === '/long') {
    for (let count = 0; count < 100; count += 1) {
      if (!body.write('x'.repeat(100_000))) await new Promise((resolve) => body.once('drain', resolve));
    }
  }
  if (event.rawPath === '/break') throw new Error('midway');
  body.end('world');
});`;

const named = (name: string, code: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Code: { ZipFile: code },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
  },
});

const url = (id: string, properties: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'AWS::Lambda::Url',
  Properties: { TargetFunctionArn: { 'Fn::GetAtt': [id, 'Arn'] }, AuthType: 'NONE', ...properties },
});

describe('createFunctionUrlServer', () => {
  let gateway: Gateway;
  const log: LogEntry[] = [];
  const lastTrace = () => log.findLast((entry) => entry.kind === 'request')?.trace;
  const urlOf = (name: string) => gateway.endpoints.find((one) => one.name === name)?.url ?? '';
  const post = (body: string, name = 'plain') =>
    send(urlOf(name), { method: 'POST', headers: { 'content-type': 'text/plain' }, body });

  beforeAll(async () => {
    const folder = await writeAssembly({
      resources: {
        Plain: named('plain', buffered),
        Streams: named('streams', streaming),
        Leaks: named('leaks', buffered),
        Collected: named('collected', streaming),
        CollectedUrl: url('Collected'),
        Cors: named('cors', buffered),
        Odd: named('odd', buffered),
        Full: {
          ...named('full', buffered),
          Properties: { ...named('full', buffered).Properties, ReservedConcurrentExecutions: 0 },
        },
        PlainUrl: url('Plain'),
        StreamsUrl: url('Streams', { InvokeMode: 'RESPONSE_STREAM' }),
        LeaksUrl: url('Leaks', { InvokeMode: 'RESPONSE_STREAM' }),
        CorsUrl: url('Cors', { Cors: { AllowOrigins: ['*'], AllowMethods: ['POST'] } }),
        OddUrl: url('Odd', { InvokeMode: 'SOMETIMES' }),
        FullUrl: url('Full'),
      },
    });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
  });

  afterAll(() => gateway.close());

  it('runs inline code, and delivers payload 2.0 on $default (FURL-1, FURL-2)', async () => {
    const { body, headers } = await send(`${urlOf('plain')}/a%20b?c=d`);

    expect(JSON.parse(body)).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%20b',
      requestContext: { stage: '$default', accountId: 'anonymous', http: { path: '/a b' } },
    });
    // FURL-14: the id of the invocation.
    expect(headers['x-amzn-requestid']).toBe(lastTrace()?.invocation?.requestId);
  });

  it('numbers a request once: event, context and response have the id of the invocation (FURL-2, FURL-14)', async () => {
    const { body, headers } = await send(`${urlOf('plain')}/?ids`);

    const id = headers['x-amzn-requestid'];
    expect(JSON.parse(body)).toEqual({ event: id, context: id });
  });

  it.each([
    ['an object (FURL-7)', '={"a":1}', 200, '{"a":1}'],
    ['text, without quotes (FURL-7)', '="hello"', 200, 'hello'],
    ['a status as text (FURL-10)', '={"statusCode":"418"}', 418, ''],
    ['an object as body (FURL-9)', '={"statusCode":200,"body":{"a":1}}', 200, '{"a":1}'],
    ['an exception (FURL-11)', 'throw', 502, 'Internal Server Error'],
  ])('answers to %s', async (_name, body, status, text) => {
    expect(await post(body)).toMatchObject({ status, body: text });
  });

  it('streams as the metadata say (FURL-20), renaming what the service owns (FURL-15)', async () => {
    const answer = await send(urlOf('streams'));

    expect(answer).toMatchObject({
      status: 201,
      body: 'hello world',
      headers: { 'content-type': 'text/plain', 'x-amzn-remapped-server': 'x' },
    });
    expect(answer.headers).not.toHaveProperty('content-length');
    expect(answer.headers['set-cookie']).toBe('a=1, b=2');
    await expect.poll(() => lastTrace()?.route?.functionName).toBe('streams');
  });

  it('streams bytes without metadata as 200 (FURL-21)', async () => {
    expect(await send(`${urlOf('streams')}/bytes`)).toMatchObject({
      status: 200,
      body: 'one,two',
      headers: { 'content-type': 'application/octet-stream' },
    });
  });

  it('sends no body of a stream to HEAD, and the environment serves the next request (FURL-20)', async () => {
    const { status, body } = await send(`${urlOf('streams')}/long`, { method: 'HEAD' });
    const environmentId = lastTrace()?.invocation?.environmentId;

    expect([status, body]).toEqual([201, '']);
    await expect
      .poll(async () => {
        await send(urlOf('streams'));
        return lastTrace()?.invocation?.environmentId;
      })
      .toBe(environmentId);
  });

  it('cuts the connection when the function fails midway, and logs why (STRM-13)', async () => {
    await expect(send(`${urlOf('streams')}/break`)).rejects.toThrow('aborted');
    await expect
      .poll(() => lastTrace()?.notes)
      .toEqual([expect.stringMatching(/^the stream was cut off: the function failed: Error: /)]);
  });

  it('sends the envelope of a function that does not stream as it is (FURL-18)', async () => {
    expect(await post('={"statusCode":404,"body":"x"}', 'leaks')).toMatchObject({
      status: 200,
      body: '{"statusCode":404,"body":"x"}',
    });
  });

  it('collects a stream that nobody asked for into one response (FURL-19)', async () => {
    expect(await send(urlOf('collected'))).toMatchObject({
      status: 201,
      body: 'hello world',
      headers: { 'set-cookie': 'a=1, b=2' },
    });
  });

  it('answers preflights itself, and its CORS headers win (FURL-23)', async () => {
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'POST' };
    const preflight = await send(urlOf('cors'), { method: 'OPTIONS', headers });

    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST' },
    });
    expect(lastTrace()).not.toHaveProperty('invocation');

    const body = '={"statusCode":200,"headers":{"access-control-allow-origin":"https://own"}}';
    const answer = await send(urlOf('cors'), {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://a.example' },
      body,
    });

    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('refuses an invoke mode that is none with the enumeration (FURL-17)', async () => {
    expect(await send(urlOf('odd'))).toMatchObject({
      status: 501,
      body: expect.stringContaining('expected one of [RESPONSE_STREAM, BUFFERED]'),
    });
  });

  it('answers 429 when the reserved concurrency is used up (FURL-24)', async () => {
    expect(await send(urlOf('full'))).toMatchObject({ status: 429 });
  });
});
