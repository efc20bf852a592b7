import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { decompressRequest } from '../../../src/front-doors/rest-api/compression.ts';
import { readRestResult } from '../../../src/front-doors/rest-api/result.ts';
import { exchange, httpRequest, returned, valuesOf } from '../requests.ts';
import { restRoute } from './routes.ts';

const text = 'Hello World '.repeat(20);

function read(accept: string, headers: object = {}, minimumCompressionSize: number | null = 100) {
  const route = minimumCompressionSize === null ? {} : { minimumCompressionSize };
  const request = httpRequest({ headers: [['Accept-Encoding', accept]] });
  return readRestResult(returned({ headers, body: text }), request, restRoute(route), exchange);
}

describe('decompressRequest', () => {
  const gzipped = httpRequest({
    body: gzipSync(text),
    headers: [
      ['Content-Encoding', 'GZIP'],
      ['Content-Type', 'text/plain'],
    ],
  });

  it('REST-59: decompresses where the API compresses', () => {
    const request = decompressRequest(gzipped, { minimumCompressionSize: 0 });

    expect(Buffer.from(request?.body ?? []).toString()).toBe(text);
    expect(request?.headers).toEqual([['Content-Type', 'text/plain']]);
  });

  it('REST-59: knows deflate and identity, too', () => {
    const deflated = httpRequest({
      body: deflateSync(text),
      headers: [['content-encoding', 'deflate']],
    });
    const identity = httpRequest({ body: text, headers: [['content-encoding', 'identity']] });

    expect(
      Buffer.from(
        decompressRequest(deflated, { minimumCompressionSize: 0 })?.body ?? [],
      ).toString(),
    ).toBe(text);
    expect(decompressRequest(identity, { minimumCompressionSize: 0 })).toBe(identity);
  });

  it('REST-59: has nothing to decompress in an empty body', () => {
    const empty = httpRequest({ headers: [['content-encoding', 'gzip']] });

    expect(decompressRequest(empty, { minimumCompressionSize: 0 })).toBe(empty);
  });

  it('REST-59: leaves the bytes alone elsewhere', () => {
    expect(decompressRequest(gzipped, {})).toBe(gzipped);
  });

  it.each([
    ['br', Buffer.from('x')],
    ['gzip', Buffer.from('not gzip')],
    ['gzip, gzip', gzipSync(gzipSync(text))],
    ['gzip', gzipSync(Buffer.alloc(11 * 1024 * 1024))],
  ])('REST-59: refuses %s when it is unknown, broken or a bomb', (coding, body) => {
    const request = httpRequest({ body, headers: [['content-encoding', coding]] });

    expect(decompressRequest(request, { minimumCompressionSize: 0 })).toBeUndefined();
  });
});

describe('readRestResult with a minimumCompressionSize', () => {
  it.each([
    ['gzip', 'gzip, deflate', gunzipSync],
    ['gzip', 'br, GZIP;q=0.5', gunzipSync],
    ['deflate', 'gzip;q=0, deflate', inflateSync],
  ])('RESP-35: sends %s to a client that accepts "%s"', (coding, accept, decode) => {
    const response = read(accept);

    expect(valuesOf(response, 'content-encoding')).toEqual([coding]);
    expect(valuesOf(response, 'content-length')).toEqual([String(response.body.byteLength)]);
    expect(decode(response.body).toString()).toBe(text);
  });

  it.each([
    ['the client names no coding', read('*')],
    ['the client names others', read('br, identity')],
    ['the body is smaller', read('gzip', {}, 1000)],
    ['the API does not compress', read('gzip', {}, null)],
  ])('RESP-35: sends it as it is when %s', (_, response) => {
    expect(Buffer.from(response.body).toString()).toBe(text);
    expect(valuesOf(response, 'content-encoding')).toEqual([]);
  });

  it('RESP-35: has nothing to compress in an empty body', () => {
    const request = httpRequest({ headers: [['Accept-Encoding', 'gzip']] });
    const route = restRoute({ minimumCompressionSize: 0 });

    const response = readRestResult(returned({ statusCode: 204 }), request, route, exchange);

    expect(response.body.byteLength).toBe(0);
    expect(valuesOf(response, 'content-encoding')).toEqual([]);
  });

  it('RESP-35: leaves alone what the function has encoded', () => {
    const response = read('gzip', { 'content-encoding': 'br' });

    expect(valuesOf(response, 'content-encoding')).toEqual(['br']);
    expect(Buffer.from(response.body).toString()).toBe(text);
  });
});
