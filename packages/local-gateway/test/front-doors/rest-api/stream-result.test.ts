import { describe, expect, it } from 'vitest';

import { readRestResult } from '../../../src/front-doors/rest-api/result.ts';
import { readRestStream } from '../../../src/front-doors/rest-api/stream-result.ts';
import type { InvocationResult } from '../../../src/invocation.ts';
import {
  exchange,
  failed,
  httpRequest,
  invocation,
  type RequestParts,
  returned,
  textOf,
} from '../requests.ts';
import { prelude, streamed, textOfStream } from '../streams.ts';
import { restRoute } from './routes.ts';

async function read(result: InvocationResult, parts: RequestParts = {}) {
  const { stream, body, ...response } = await readRestStream(
    result,
    httpRequest(parts),
    restRoute(),
    exchange,
  );
  return { ...response, body: stream ? await textOfStream(stream) : textOf({ ...response, body }) };
}

describe('readRestStream', () => {
  it('STRM-3, STRM-4, STRM-7, STRM-8: metadata, then the body in chunks, cookies included', async () => {
    const metadata = {
      statusCode: 201,
      headers: { 'x-a': '1', Server: 'x' },
      multiValueHeaders: { 'x-b': ['1', '2'] },
      cookies: ['a=1', 'b=2'],
    };

    const response = await read(streamed([prelude(metadata), 'Hello ', 'World']));

    expect(response).toMatchObject({ statusCode: 201, body: 'Hello World' });
    expect(response.headers).toEqual([
      ['Content-Type', 'application/json'],
      ['x-b', '1'],
      ['x-b', '2'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-a', '1'],
      ['x-amzn-Remapped-Server', 'x'],
      ['X-Amzn-Trace-Id', expect.stringMatching(/^Root=/)],
      ['Date', 'Mon, 17 Jun 2024 14:48:13 GMT'],
      ['Connection', 'keep-alive'],
      ['x-amzn-RequestId', exchange.requestId],
      ['x-amz-apigw-id', exchange.extendedRequestId],
    ]);
  });

  it('STRM-8: a length that the function gives is kept', async () => {
    const response = await read(
      streamed([prelude({ headers: { 'content-length': '5' } }), 'Hello']),
    );

    expect(response.headers).toContainEqual(['Content-Length', '5']);
  });

  it.each([
    { headers: { 'content-length': 'five' } },
    { headers: { 'content-length': '-5' } },
    { multiValueHeaders: { 'content-length': ['5', '6'] } },
  ])('STRM-8: a length that is none leaves the stream in chunks: %j', async (metadata) => {
    const response = await read(streamed([prelude(metadata), 'Hello']));

    expect(response.headers.map(([name]) => name.toLowerCase())).not.toContain('content-length');
  });

  it.each([
    [
      'STRM-4',
      streamed([prelude({ body: 'x' })]),
      'found "body" in the metadata of the stream, expected only statusCode, headers, multiValueHeaders, cookies',
    ],
    ['STRM-4', streamed([prelude({ isBase64Encoded: true })]), 'found "isBase64Encoded"'],
    ['STRM-4', streamed([prelude({ other: 1 })]), 'found "other"'],
    ['STRM-4', streamed([prelude({ cookies: 'a=1' })]), '"cookies" is the string "a=1"'],
    ['STRM-6', streamed(['Hello']), 'the stream has no metadata'],
    ['STRM-6', returned({ statusCode: 200 }), 'the function did not stream'],
  ])('%s: is 500 where the format is not kept', async (_, result, reason) => {
    const response = await read(result);

    expect(response).toMatchObject({
      statusCode: 500,
      body: '{"message": "Internal server error"}',
    });
    expect(response.reason).toContain(reason);
  });

  it('RESP-37: a function error before the stream is 502', async () => {
    expect(await read(failed('x'))).toMatchObject({
      statusCode: 502,
      reason: 'the function failed: Error: x',
    });
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
  ])('%s with %i has no body', async (method, statusCode) => {
    expect((await read(streamed([prelude({ statusCode }), 'x']), { method })).body).toBe('');
  });
});

describe('readRestResult of a function that streams', () => {
  it('STRM-9: status and headers come through, the body is lost', () => {
    const payload = `${prelude({ statusCode: 201, headers: { 'x-a': '1' } })}Hello`;

    const response = readRestResult(invocation({ payload }), httpRequest(), restRoute(), exchange);

    expect(response.statusCode).toBe(201);
    expect(response.headers).toContainEqual(['x-a', '1']);
    expect(textOf(response)).toBe('');
  });
});
