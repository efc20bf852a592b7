import { Readable } from 'node:stream';

import { describe, expect, it, vi } from 'vitest';

import { noContent, reply } from '../src/index.ts';
import { answer, bytesOf, httpFrontDoors } from './answer.ts';

const notText = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0xff, 0xfe, 0x00, 0x80]);

async function* textChunks(): AsyncGenerator<string> {
  yield 'grü';
  yield 'ezi';
}

async function* bufferChunks(): AsyncGenerator<ArrayBufferLike> {
  yield notText.buffer;
}

async function* byteChunks(): AsyncGenerator<Uint8Array> {
  yield notText.subarray(0, 3);
  yield notText.subarray(3);
}

const rows: readonly {
  readonly name: string;
  readonly handle: () => unknown;
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Uint8Array;
}[] = [
  { name: 'undefined', handle: () => undefined, status: 204, body: '' },
  { name: 'null', handle: () => null, status: 204, body: '' },
  { name: 'text', handle: () => 'grüezi', type: 'text/plain; charset=utf-8', body: 'grüezi' },
  { name: 'empty text', handle: () => '', type: 'text/plain; charset=utf-8', body: '' },
  { name: 'zero', handle: () => 0, type: 'application/json', body: '0' },
  { name: 'false', handle: () => false, type: 'application/json', body: 'false' },
  { name: 'an object', handle: () => ({ a: [1] }), type: 'application/json', body: '{"a":[1]}' },
  {
    name: 'a frozen object',
    handle: () => Object.freeze({ a: 1 }),
    type: 'application/json',
    body: '{"a":1}',
  },
  { name: 'a list', handle: () => [1, 'b'], type: 'application/json', body: '[1,"b"]' },
  {
    name: 'a date',
    handle: () => new Date(0),
    type: 'application/json',
    body: '"1970-01-01T00:00:00.000Z"',
  },
  {
    name: 'an object of a class',
    handle: () =>
      new (class User {
        id = 7;
      })(),
    type: 'application/json',
    body: '{"id":7}',
  },
  {
    name: 'an object without a prototype',
    handle: () => Object.assign(Object.create(null), { a: 1 }),
    type: 'application/json',
    body: '{"a":1}',
  },
  {
    name: 'an object with toJSON',
    handle: () => ({ toJSON: () => ({ b: 2 }) }),
    type: 'application/json',
    body: '{"b":2}',
  },
  {
    name: 'data with a `body` and a `headers` key',
    handle: () => ({ body: 'front', headers: 2 }),
    type: 'application/json',
    body: '{"body":"front","headers":2}',
  },
  {
    name: 'data with a statusCode among others',
    handle: () => ({ statusCode: 404, of: 'a page' }),
    type: 'application/json',
    body: '{"statusCode":404,"of":"a page"}',
  },
  {
    name: 'data of a lone statusCode that is text',
    handle: () => ({ statusCode: 'E42' }),
    type: 'application/json',
    body: '{"statusCode":"E42"}',
  },
  { name: 'bytes', handle: () => notText, type: 'application/octet-stream', body: notText },
  {
    name: 'a view of some bytes',
    handle: () => new DataView(notText.buffer, 1, 3),
    type: 'application/octet-stream',
    body: notText.subarray(1, 4),
  },
  {
    name: 'a Buffer',
    handle: () => Buffer.from(notText),
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'an ArrayBuffer',
    handle: () => notText.buffer,
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'a Blob',
    handle: () => new Blob([notText]),
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'a Blob of a type',
    handle: () => new Blob(['<p>'], { type: 'text/html' }),
    type: 'text/html',
    body: '<p>',
  },
  {
    name: 'a File',
    handle: () => new File([notText], 'a.pdf', { type: 'application/pdf' }),
    type: 'application/pdf',
    body: notText,
  },
  {
    name: 'a web Response',
    handle: () =>
      new Response('made', { status: 201, headers: { 'content-type': 'text/html', 'x-a': 'b' } }),
    status: 201,
    type: 'text/html',
    body: 'made',
  },
  {
    name: 'a web Response of bytes',
    handle: () => new Response(notText, { headers: { 'content-type': 'image/png' } }),
    type: 'image/png',
    body: notText,
  },
  {
    name: 'a web Response without a type',
    handle: () => new Response(notText),
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'a web Response without a body',
    handle: () => new Response(null, { status: 204 }),
    status: 204,
    body: '',
  },
  {
    name: 'a web stream',
    handle: () => new Blob([notText]).stream(),
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'a Node stream',
    handle: () => Readable.from([Buffer.from(notText)]),
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'an async iterable of text',
    handle: textChunks,
    type: 'text/plain; charset=utf-8',
    body: 'grüezi',
  },
  {
    name: 'an async iterable of bytes',
    handle: byteChunks,
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'an async iterable of ArrayBuffers',
    handle: bufferChunks,
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'a literal that is an async iterable',
    handle: () => ({ [Symbol.asyncIterator]: textChunks }),
    type: 'text/plain; charset=utf-8',
    body: 'grüezi',
  },
  {
    name: 'an empty stream',
    handle: () => Readable.from([]),
    type: 'application/octet-stream',
    body: '',
  },
  {
    name: 'reply()',
    handle: () =>
      reply({ a: 1 }, { statusCode: 201, headers: { 'content-type': 'application/hal+json' } }),
    status: 201,
    type: 'application/hal+json',
    body: '{"a":1}',
  },
  {
    name: 'reply() of a stream',
    handle: () => reply(textChunks(), { statusCode: 202, headers: { 'Content-Type': 'text/csv' } }),
    status: 202,
    type: 'text/csv',
    body: 'grüezi',
  },
  {
    name: 'reply() of a web Response',
    handle: () =>
      reply(new Response('a', { headers: { 'content-type': 'text/css' } }), { statusCode: 203 }),
    status: 203,
    type: 'text/css',
    body: 'a',
  },
  { name: 'noContent()', handle: () => noContent(), status: 204, body: '' },
  {
    name: 'a proxy result',
    handle: () => ({ statusCode: 418, headers: { 'Content-Type': 'text/html' }, body: '<p>' }),
    status: 418,
    type: 'text/html',
    body: '<p>',
  },
  {
    name: 'a frozen proxy result',
    handle: () =>
      Object.freeze({
        statusCode: 200,
        headers: Object.freeze({ 'Content-Type': 'text/html' }),
        body: '<p>',
      }),
    type: 'text/html',
    body: '<p>',
  },
  {
    name: 'a proxy result of base64',
    handle: () => ({
      statusCode: 200,
      headers: { 'content-type': 'image/png' },
      body: Buffer.from(notText).toString('base64'),
      isBase64Encoded: true,
    }),
    type: 'image/png',
    body: notText,
  },
  {
    name: 'a proxy result whose body is an object',
    handle: () => ({ statusCode: 200, body: { a: 1 } }),
    type: 'application/json',
    body: '{"a":1}',
  },
  {
    name: 'a proxy result whose body is bytes',
    handle: () => ({ statusCode: 200, body: notText }),
    type: 'application/octet-stream',
    body: notText,
  },
  {
    name: 'a proxy result without a body',
    handle: () => ({ statusCode: 404, body: null, headers: null }),
    status: 404,
    body: '',
  },
  {
    name: 'a proxy result of a status alone',
    handle: () => ({ statusCode: 202 }),
    status: 202,
    body: '',
  },
  {
    name: 'a proxy result of payload 2.0',
    handle: () => ({
      statusCode: 200,
      cookies: ['a=1'],
      headers: { 'content-type': 'text/html' },
      body: '',
    }),
    type: 'text/html',
    body: '',
  },
];

describe.each(httpFrontDoors)('what a handler may return, behind %s', (frontDoor) => {
  it.each(rows)('CORE-65 $name', async ({ handle, status = 200, type, body }) => {
    const response = await answer(frontDoor, handle);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type') ?? '').toContain(type ?? '');
    expect(Buffer.from(await bytesOf(response))).toEqual(Buffer.from(body));
  });

  it('no body answers HEAD (CORE-64)', async () => {
    const response = await answer(frontDoor, () => ({ a: 1 }), { method: 'HEAD' });

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
  });

  it.each([204, 205, 304])(
    'no body comes with %i, its headers do (CORE-64)',
    async (statusCode) => {
      const response = await answer(frontDoor, () =>
        reply('text', { statusCode, headers: { etag: '"1"' } }),
      );

      expect(response.status).toBe(statusCode);
      expect(response.headers.get('etag')).toBe('"1"');
      expect(await response.text()).toBe('');
    },
  );
});

describe('what a handler may return, behind lambda', () => {
  it.each([
    ['nothing', () => undefined, null],
    ['text', () => 'grüezi', 'grüezi'],
    ['an object', () => ({ a: [1] }), { a: [1] }],
    ['a falsy value', () => 0, 0],
    ['bytes of text', () => Buffer.from('grüezi'), 'grüezi'],
    ['other bytes, as base64', () => notText, Buffer.from(notText).toString('base64')],
    ['a stream', textChunks, 'grüezi'],
    ['reply() of a value', () => reply({ a: 1 }, { headers: { 'x-a': 'b' } }), { a: 1 }],
    ['a proxy result, as its body', () => ({ statusCode: 200, body: '{}' }), '{}'],
  ])('%s', async (_, handle, value) => {
    const response = await answer('lambda', handle);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(value);
  });

  it('a status from 400 on is the status of the response, by the error of the function', async () => {
    const response = await answer('lambda', () =>
      reply({ a: 1 }, { statusCode: 409, headers: { 'x-a': ['b', 'c'] }, cookies: ['a=1', 'b=2'] }),
    );

    expect(response.status).toBe(409);
    expect(response.headers.get('x-a')).toBe('b, c');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.getSetCookie()).toEqual(['a=1']);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('a status that the integration cannot map becomes 200, and the log says so once', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    const first = await answer('lambda', () => reply('a', { statusCode: 201 }));
    await answer('lambda', () => reply('a', { statusCode: 201 }));

    expect(first.status).toBe(200);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('below 400 becomes 200'));
  });
});

describe('what a handler may return, behind websocket', () => {
  it.each([
    ['text', () => 'hello', 'hello'],
    ['an object', () => ({ a: 1 }), '{"a":1}'],
    ['nothing', () => undefined, ''],
    ['a stream', textChunks, 'grüezi'],
  ])('%s is the frame that answers a message (WS-9)', async (_, handle, frame) => {
    const response = await answer('websocket', handle, { method: 'POST' });

    expect(await response.text()).toBe(frame);
  });

  it.each([
    ['nothing accepts', () => undefined, 204],
    ['a value accepts', () => ({ ok: true }), 200],
    ['a status refuses', () => reply('no', { statusCode: 401 }), 401],
  ])('%s the handshake (WS-7)', async (_, handle, status) => {
    const response = await answer('websocket', handle, connect);

    expect(response.status).toBe(status);
  });

  it('a header accepts the sub-protocol, and cookies do not get into its way (WS-8)', async () => {
    const headers = { 'sec-websocket-protocol': 'chat, superchat' };

    const response = await answer('websocket', acceptChat, { ...connect, headers });

    expect(response.headers.get('sec-websocket-protocol')).toBe('chat');
  });
});

function acceptChat(): unknown {
  return reply('', { headers: { 'Sec-WebSocket-Protocol': 'chat' }, cookies: ['a=1', 'b=2'] });
}

const connect = { frontDoorOptions: { route: '$connect' } };
