import { describe, expect, it } from 'vitest';

import { readFunctionUrlResult } from '../../../src/front-doors/function-url/result.ts';
import { readFunctionUrlStream } from '../../../src/front-doors/function-url/stream-result.ts';
import type { InvocationResult } from '../../../src/invocation.ts';
import {
  exchange,
  failed,
  httpRequest,
  invocation,
  returned,
  textOf,
  valuesOf,
} from '../requests.ts';
import { prelude, streamed, textOfStream } from '../streams.ts';
import { functionUrlRoute } from './routes.ts';

async function read(result: InvocationResult) {
  const route = functionUrlRoute({ invokeMode: 'RESPONSE_STREAM' });
  const { stream, body, ...response } = await readFunctionUrlStream(
    result,
    httpRequest(),
    route,
    exchange,
  );
  return { ...response, body: stream ? await textOfStream(stream) : textOf({ ...response, body }) };
}

describe('readFunctionUrlStream', () => {
  it('FURL-20: the prelude has status, headers and cookies', async () => {
    const metadata = {
      statusCode: 201,
      headers: { 'Content-Type': 'text/html', 'Content-Length': '2' },
      cookies: ['a=1'],
    };

    const response = await read(streamed([prelude(metadata), 'Hello ', 'World']));

    expect(response).toMatchObject({ statusCode: 201, body: 'Hello World' });
    expect(response.headers).toEqual([
      ['Date', 'Mon, 17 Jun 2024 14:48:13 GMT'],
      ['Content-Type', 'text/html'],
      ['x-amzn-Remapped-Content-Length', '2'],
      ['set-cookie', 'a=1'],
      ['Connection', 'keep-alive'],
      ['x-amzn-RequestId', exchange.requestId],
      ['X-Amzn-Trace-Id', expect.stringMatching(/^Root=/)],
    ]);
  });

  it('FURL-20: without a status it is 200', async () => {
    const response = await read(streamed([prelude({}), 'x']));

    expect(response.statusCode).toBe(200);
    expect(response.headers).toContainEqual(['Content-Type', 'application/octet-stream']);
  });

  it('FURL-21: a stream without prelude is a 200 of its own type', async () => {
    const response = await read(streamed(['Hello, world!'], 'application/octet-stream'));

    expect(response).toMatchObject({ statusCode: 200, body: 'Hello, world!' });
    expect(response.headers).toContainEqual(['Content-Type', 'application/octet-stream']);
  });

  it('FURL-18: a function that does not stream shows its whole result', async () => {
    expect(await read(returned({ statusCode: 418, body: 'x' }))).toMatchObject({
      statusCode: 200,
      body: '{"statusCode":418,"body":"x"}',
    });
  });

  it.each([
    ['a function error', failed('x'), 'the function failed: Error: x'],
    ['a broken prelude', streamed(['Hello']), 'the stream has no metadata'],
    ['a bad status', streamed([prelude({ statusCode: 0 })]), '"statusCode" is the number 0'],
    ['STRM-14: a stream without a write', streamed([]), 'the stream ended without a write'],
  ])('%s is 502', async (_, result, reason) => {
    const response = await read(result);

    expect(response).toMatchObject({ statusCode: 502, body: 'Internal Server Error' });
    expect(response.reason).toContain(reason);
  });
});

describe('readFunctionUrlResult of a function that streams', () => {
  it('FURL-19: the stream is collected into one response', () => {
    const payload = `${prelude({ statusCode: 201, cookies: ['a=1'] })}Hello`;

    const response = readFunctionUrlResult(
      invocation({ payload }),
      httpRequest(),
      functionUrlRoute(),
      exchange,
    );

    expect(response.statusCode).toBe(201);
    expect(valuesOf(response, 'set-cookie')).toEqual(['a=1']);
    expect(textOf(response)).toBe('Hello');
  });
});
