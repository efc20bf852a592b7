import { describe, expect, it } from 'vitest';

import { readRestResult } from '../../../src/front-doors/rest-api/result.ts';
import type { RestRoute } from '../../../src/front-doors/rest-api/route.ts';
import { MAX_PAYLOAD_BYTES } from '../../../src/front-doors/payload.ts';
import {
  exchange,
  failed,
  httpRequest,
  invocation,
  type RequestParts,
  returned,
  textOf,
  valuesOf,
} from '../requests.ts';
import { restRoute } from './routes.ts';

function read(value: unknown, parts: RequestParts = {}, route: Partial<RestRoute> = {}) {
  return readRestResult(returned(value), httpRequest(parts), restRoute(route), exchange);
}

function edgeHeaders(value: unknown) {
  return Object.fromEntries(read(value, {}, { endpointType: 'EDGE' }).headers);
}

function accepts(value: string): RequestParts {
  return { headers: [['Accept', value]] };
}

describe('readRestResult: what it accepts', () => {
  it('RESP-3, RESP-4, RESP-16: an empty object is an empty 200 of JSON', () => {
    const response = read({});

    expect(response).toMatchObject({ statusCode: 200, body: new Uint8Array(0) });
    expect(response.reason).toBeUndefined();
    expect(valuesOf(response, 'content-type')).toEqual(['application/json']);
    expect(valuesOf(response, 'content-length')).toEqual(['0']);
  });

  it.each([
    ['RESP-5', { statusCode: 418 }, 418],
    ['RESP-5', { statusCode: '201' }, 201],
    ['RESP-6', { body: null }, 200],
    ['RESP-7', { headers: null, multiValueHeaders: null }, 200],
  ])('%s: %j', (_, value, status) => {
    expect(read(value)).toMatchObject({ statusCode: status });
    expect(read(value).reason).toBeUndefined();
  });

  it('RESP-7: numbers and booleans are header values', () => {
    const response = read({ headers: { 'x-number': 1.5, 'x-boolean': true } });

    expect(valuesOf(response, 'x-number')).toEqual(['1.5']);
    expect(valuesOf(response, 'x-boolean')).toEqual(['true']);
  });
});

describe('readRestResult: what it refuses', () => {
  it.each([
    ['RESP-1', { wrongValue: 1 }, 'unknown key "wrongValue" in a REST proxy result'],
    [
      'RESP-2',
      { statusCode: 200, cookies: ['a=1'] },
      'unknown key "cookies" in a REST proxy result',
    ],
    ['RESP-5', { statusCode: 'test' }, '"statusCode" is the string "test"'],
    ['RESP-5', { statusCode: 0 }, '"statusCode" is the number 0'],
    ['RESP-5', { statusCode: 200.5 }, '"statusCode" is the number 200.5'],
    ['RESP-5', { statusCode: -1 }, '"statusCode" is the number -1'],
    ['CORE-64', { statusCode: 101 }, '"statusCode" is the number 101'],
    ['RESP-5', { statusCode: 600 }, '"statusCode" is the number 600'],
    ['RESP-5', { statusCode: null }, '"statusCode" is null'],
    ['RESP-6', { body: { a: 1 } }, '"body" is an object, expected a string: use JSON.stringify'],
    ['RESP-6', { body: ['a'] }, '"body" is a list'],
    ['RESP-6', { body: 1 }, '"body" is the number 1'],
    ['RESP-7', { headers: { a: ['b'] } }, 'header "a" is a list'],
    ['RESP-7', { headers: { a: {} } }, 'header "a" is an object'],
    ['RESP-7', { headers: { a: null } }, 'header "a" is null'],
    ['RESP-7', { headers: ['a'] }, '"headers" is a list, expected an object'],
    [
      'RESP-8',
      { multiValueHeaders: { a: 'b' } },
      '"multiValueHeaders" has the string "b" for "a", expected a list',
    ],
    ['RESP-8', { multiValueHeaders: 'a' }, '"multiValueHeaders" is the string "a"'],
    ['RESP-8', { multiValueHeaders: { a: [{}] } }, 'header "a" is an object'],
    ['RESP-9', 'text', 'a REST proxy result is the string "text", expected an object'],
    ['RESP-9', 1, 'a REST proxy result is the number 1'],
    ['RESP-9', [], 'a REST proxy result is a list'],
    ['RESP-9', null, 'a REST proxy result is null'],
    ['RESP-10', { isBase64Encoded: 'true' }, '"isBase64Encoded" is the string "true"'],
    ['RESP-11', { message: 'Hello' }, 'unknown key "message"'],
    [
      'CORE-57',
      { headers: { a: 'b\r\nSet-Cookie: c=d' } },
      'header "a" has the string "b\\r\\nSet-Cookie: c=d"',
    ],
    ['CORE-57', { headers: { 'a b': 'c' } }, 'header name "a b" is no HTTP token'],
    ['CORE-61', { headers: { a: '☕' } }, 'expected one line of Latin-1 characters'],
  ])('%s: %j', (_, value, reason) => {
    const response = read(value);

    expect(response.statusCode).toBe(502);
    expect(response.reason).toContain(reason);
  });

  it('RESP-36, RESP-19: the answer is 36 bytes with these headers', () => {
    const response = read('text');

    expect(textOf(response)).toBe('{"message": "Internal server error"}');
    expect(Object.fromEntries(response.headers)).toEqual({
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': 'InternalServerErrorException',
      Date: 'Mon, 17 Jun 2024 14:48:13 GMT',
      Connection: 'keep-alive',
      'x-amzn-RequestId': exchange.requestId,
      'x-amz-apigw-id': exchange.extendedRequestId,
      'Content-Length': '36',
    });
  });

  it.each([
    ['RESP-37', failed('boom', 'TypeError'), 'the function failed: TypeError: boom'],
    [
      'RESP-37',
      invocation({ payload: 'broken', functionError: 'Unhandled' }),
      'the function failed: broken',
    ],
    ['RESP-9', invocation({ payload: '{' }), 'the result is not JSON'],
    ['RESP-38', returned({ body: 'x'.repeat(MAX_PAYLOAD_BYTES) }), 'at most 6291556 are allowed'],
  ])('%s: an invocation without a result', (_, result, reason) => {
    const response = readRestResult(result, httpRequest(), restRoute(), exchange);

    expect(response.statusCode).toBe(502);
    expect(response.reason).toContain(reason);
  });

  it('RESP-42: the client learns nothing about the error', () => {
    const response = readRestResult(failed('secret'), httpRequest(), restRoute(), exchange);

    expect(textOf(response)).not.toContain('secret');
    expect(JSON.stringify(response.headers)).not.toContain('secret');
  });
});

describe('readRestResult: headers', () => {
  it('RESP-12, RESP-13, RESP-14: multi values first, the single one after them, equal lines once', () => {
    const response = read({
      headers: { 'test-multi': 'solo', 'x-same': '1' },
      multiValueHeaders: { 'tesT-Multi': ['one', 'two'], 'x-same': ['1', '1'] },
    });

    const lines = response.headers.filter(([name]) => /^(?:test-multi|x-same)$/i.test(name));
    expect(lines).toEqual([
      ['tesT-Multi', 'one'],
      ['tesT-Multi', 'two'],
      ['tesT-Multi', 'solo'],
      ['x-same', '1'],
    ]);
  });

  it('RESP-15, RESP-23: names keep their spelling, cookies stay several lines', () => {
    const response = read({
      headers: { lOcAtIoN: '/x' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    });

    expect(response.headers).toContainEqual(['lOcAtIoN', '/x']);
    expect(valuesOf(response, 'set-cookie')).toEqual(['a=1', 'b=2']);
  });

  it('RESP-17, RESP-18, RESP-20: these are always added', () => {
    expect(Object.fromEntries(read({}).headers)).toEqual({
      'Content-Type': 'application/json',
      'X-Amzn-Trace-Id':
        'Root=1-66704cad-0fbaf1491365339d168b2a7d;Parent=f88e38e320604a56;Sampled=0;Lineage=1:c6a659a0:0',
      Date: 'Mon, 17 Jun 2024 14:48:13 GMT',
      Connection: 'keep-alive',
      'x-amzn-RequestId': exchange.requestId,
      'x-amz-apigw-id': exchange.extendedRequestId,
      'Content-Length': '0',
    });
  });

  it('RESP-17: the connection is closed when the client asks for it', () => {
    const response = read({}, { headers: [['connection', 'x, Close']] });

    expect(valuesOf(response, 'connection')).toEqual(['close']);
  });

  it('RESP-18: a complete trace id of the client is contained unchanged', () => {
    const sent = 'Root=1-a-b;Parent=c;Sampled=1';
    const response = read({}, { headers: [['X-Amzn-Trace-Id', sent]] });

    expect(valuesOf(response, 'x-amzn-trace-id')[0]).toMatch(`${sent};Lineage=`);
  });

  it.each([
    'Authorization',
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Date',
    'Expect',
    'Host',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'Trailer',
    'Upgrade',
    'User-Agent',
    'WWW-Authenticate',
    'www-authenticate',
  ])('RESP-22, RESP-26: %s comes back under another name', (name) => {
    const response = read({ headers: { [name]: 'x' } });

    expect(response.headers).toContainEqual([`x-amzn-Remapped-${name}`, 'x']);
    expect(response.headers).not.toContainEqual([name, 'x']);
  });

  it('RESP-24: Transfer-Encoding of the function is dropped', () => {
    expect(
      valuesOf(read({ headers: { 'Transfer-Encoding': 'chunked' } }), 'transfer-encoding'),
    ).toEqual([]);
  });

  it('RESP-17: the function cannot forge ids', () => {
    const response = read({
      headers: { 'X-Amzn-RequestId': 'x', 'x-amz-apigw-id': 'x', 'x-amzn-trace-id': 'x' },
    });

    expect(valuesOf(response, 'x-amzn-requestid')).toEqual([exchange.requestId]);
    expect(valuesOf(response, 'x-amz-apigw-id')).toEqual([exchange.extendedRequestId]);
    expect(valuesOf(response, 'x-amzn-trace-id')).toHaveLength(1);
  });

  it('RESP-21: an EDGE endpoint adds what CloudFront says', () => {
    expect(edgeHeaders({})).toMatchObject({ 'X-Cache': 'Miss from cloudfront' });
    expect(edgeHeaders(1)).toMatchObject({ 'X-Cache': 'Error from cloudfront' });
    expect(Object.keys(edgeHeaders({}))).toEqual(
      expect.arrayContaining(['Via', 'X-Amz-Cf-Pop', 'X-Amz-Cf-Id']),
    );
  });

  it('RESP-27: no CORS header is added', () => {
    const response = read({}, { headers: [['Origin', 'https://app.test']] });

    expect(response.headers.map(([name]) => name.toLowerCase())).not.toContain(
      'access-control-allow-origin',
    );
  });
});

describe('readRestResult: body', () => {
  const binary = { body: '/wBB', isBase64Encoded: true };

  it.each([
    ['RESP-28', 'image/png', ['image/png'], 'bytes'],
    ['RESP-30', 'image/png', [], 'text'],
    ['RESP-29', 'text/html, image/png', ['image/png'], 'text'],
    ['RESP-29', 'image/png;q=0.1, text/html', ['image/png'], 'bytes'],
    ['RESP-29', '*/*', ['image/png'], 'text'],
    ['RESP-32', '*/*', ['*/*'], 'bytes'],
    ['RESP-32', 'text/html', ['*/*'], 'bytes'],
  ])('%s: base64 for "Accept: %s" with %j goes as %s', (_, accept, binaryMediaTypes, kind) => {
    const response = read(binary, accepts(accept), { binaryMediaTypes });

    expect(response.statusCode).toBe(200);
    expect(Buffer.from(response.body)).toEqual(
      kind === 'bytes' ? Buffer.from([0xff, 0x00, 0x41]) : Buffer.from('/wBB'),
    );
  });

  it('RESP-33: without an Accept only the entry for all matches', () => {
    expect(textOf(read(binary, {}, { binaryMediaTypes: ['image/png'] }))).toBe('/wBB');
    expect(read(binary, {}, { binaryMediaTypes: ['*/*'] }).body).toHaveLength(3);
  });

  it('RESP-31: what should be decoded and is not base64 is a 500', () => {
    const response = read({ ...binary, body: 'not base64' }, accepts('*/*'), {
      binaryMediaTypes: ['*/*'],
    });

    expect(response).toMatchObject({
      statusCode: 500,
      reason: '"isBase64Encoded" is true and "body" is not base64',
    });
    expect(textOf(response)).toBe('{"message": "Internal server error"}');
  });

  it('RESP-34: text passes as it is', () => {
    const response = read({ body: 'Grüße' }, accepts('image/png'), { binaryMediaTypes: ['*/*'] });

    expect(textOf(response)).toBe('Grüße');
    expect(valuesOf(response, 'content-length')).toEqual(['7']);
  });

  it('RESP-45: HEAD has the headers and no body', () => {
    const response = read({ body: 'four' }, { method: 'HEAD' });

    expect(response.body).toHaveLength(0);
    expect(valuesOf(response, 'content-length')).toEqual(['4']);
  });

  it('RESP-45: an oversize body fails for HEAD, too', () => {
    expect(read({ body: 'x'.repeat(MAX_PAYLOAD_BYTES) }, { method: 'HEAD' }).statusCode).toBe(502);
  });

  it.each([204, 304])('RESP-46: %i has no body and keeps its type', (statusCode) => {
    const response = read({ statusCode, body: 'x' });

    expect(response).toMatchObject({ statusCode, body: new Uint8Array(0) });
    expect(valuesOf(response, 'content-type')).toEqual(['application/json']);
  });
});
