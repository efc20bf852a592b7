import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { readBody } from '../../src/reply/read-body.ts';

const bare = (value: object): object => Object.assign(Object.create(null) as object, value);

/** What `fetch` gives of a server that answers with a body in this coding. */
async function fetchFrom(coding: string, body: string | Uint8Array): Promise<Response> {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-encoding': coding, 'content-language': 'gzip' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  server.close();
  return response;
}

describe('readBody', () => {
  it.each([
    ['undefined', undefined],
    ['null', null],
  ])('of %s is nothing', (_, body) => {
    expect(readBody(body)).toEqual({
      statusCode: 204,
      headers: [],
      body: '',
      isBase64Encoded: false,
    });
  });

  it('of text is the text', () => {
    expect(readBody('grüezi')).toEqual({
      statusCode: 200,
      headers: [['content-type', 'text/plain; charset=utf-8']],
      body: 'grüezi',
      isBase64Encoded: false,
    });
  });

  it.each([
    ['a literal', { a: 1 }, '{"a":1}'],
    ['a list', ['a'], '["a"]'],
    ['an object without a prototype', bare({ a: 1 }), '{"a":1}'],
    ['data with a key `then`', JSON.parse('{"then":"later"}'), '{"then":"later"}'],
    [
      'bare data with a key `then`',
      bare(JSON.parse('{"then":"later"}') as object),
      '{"then":"later"}',
    ],
    ['a boolean', true, 'true'],
    ['an object of a class with toJSON', new URL('https://a.test/'), '"https://a.test/"'],
    ['a class of lists', Object.assign(new (class extends Array<number> {})(), [7]), '[7]'],
  ])('of %s is its JSON, with the value beside it', (_, body, text) => {
    expect(readBody(body)).toEqual({
      statusCode: 200,
      headers: [['content-type', 'application/json']],
      body: text,
      isBase64Encoded: false,
      value: body,
    });
  });

  it('of bytes is their base64, or the text that they are', () => {
    const headers = [['content-type', 'application/octet-stream']];

    expect(readBody(Uint8Array.of(0xff))).toEqual({
      statusCode: 200,
      headers,
      body: '/w==',
      isBase64Encoded: true,
    });
    expect(readBody(Uint8Array.of(0xff, 0x61).subarray(1))).toMatchObject({ headers, body: 'a' });
    expect(readBody(Uint8Array.of(0x61).buffer)).toMatchObject({ headers, body: 'a' });
  });

  it('of a stream is the stream', () => {
    const stream = (async function* () {
      yield 'a';
    })();
    const literal = { [Symbol.asyncIterator]: () => stream };

    for (const body of [stream, literal]) {
      expect(readBody(body)).toEqual({
        statusCode: 200,
        headers: [],
        body: '',
        isBase64Encoded: false,
        stream: body,
      });
    }
  });

  it('of a web Response is what it says', () => {
    const response = new Response('a', { status: 201, headers: { 'X-A': 'b' } });

    expect(readBody(response)).toEqual({
      statusCode: 201,
      headers: [
        ['content-type', 'text/plain;charset=UTF-8'],
        ['x-a', 'b'],
      ],
      body: '',
      isBase64Encoded: false,
      stream: response.body,
    });
    expect(readBody(new Response(null))).toMatchObject({ statusCode: 200, stream: undefined });
  });

  it.each([
    ['gzip', (text: string) => gzipSync(text)],
    ['X-GZIP', (text: string) => gzipSync(text)],
    ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
  ])(
    'of a fetched Response leaves the coding %s out, which `fetch` has undone',
    async (coding, pack) => {
      const response = await fetchFrom(coding, pack('hello'));
      const { headers, stream } = readBody(response);

      expect(headers).not.toContainEqual(['content-encoding', coding]);
      expect(headers).toContainEqual(['content-language', 'gzip']);
      expect(await new Response(stream as ReadableStream).text()).toBe('hello');
    },
  );

  it.each(['pack200-gzip', 'gzip, pack200'])(
    'of a fetched Response keeps the coding %s, which is still there',
    async (coding) => {
      const { headers } = readBody(await fetchFrom(coding, 'x'));

      expect(headers).toContainEqual(['content-encoding', coding]);
    },
  );

  it('of a Response of its own keeps the coding', () => {
    const headers = { 'content-encoding': 'gzip' };

    expect(readBody(new Response(gzipSync('a'), { headers })).headers).toEqual([
      ['content-encoding', 'gzip'],
    ]);
  });

  it.each([
    ['a Blob', new Blob(['a']), 'application/octet-stream'],
    ['a Blob of a type', new Blob(['a'], { type: 'text/css' }), 'text/css'],
    ['a File', new File(['a'], 'a.css', { type: 'text/css' }), 'text/css'],
  ])('of %s is its stream and its type', (_, body, type) => {
    expect(readBody(body)).toEqual({
      statusCode: 200,
      headers: [['content-type', type]],
      body: '',
      isBase64Encoded: false,
      stream: expect.any(ReadableStream),
    });
  });

  it.each([
    ['a promise', Promise.resolve(1), 'body is a promise, expected its value: await it'],
    ['a map', new Map(), 'body is [object Map], expected an object or a list, which have JSON'],
    [
      'search parameters',
      new URLSearchParams(),
      'body is [object URLSearchParams], expected an object or a list, which have JSON',
    ],
    ['an invalid date', new Date(Number.NaN), 'body is an invalid date'],
  ])('refuses %s, and says why', (_, body, message) => {
    expect(() => readBody(body)).toThrow(new TypeError(message));
  });

  it('takes an object that can be walked when it knows its JSON', () => {
    const body = Object.assign(new Set(['a']), { toJSON: () => ['a'] });

    expect(readBody(body)).toMatchObject({ body: '["a"]' });
  });

  it('takes a date', () => {
    expect(readBody(new Date(0))).toMatchObject({ body: '"1970-01-01T00:00:00.000Z"' });
  });
});
