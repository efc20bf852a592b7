import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  gunzipSync,
  zstdDecompressSync,
} from 'node:zlib';

import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';

import { compression } from '../src/compression.ts';
import { proxyHandler, reply } from '../src/index.ts';
import { answer, bytesOf, httpFrontDoors } from './answer.ts';
import { frontDoorEvent, lambdaContext } from './events.ts';

interface Packed {
  readonly headers: Readonly<Record<string, string>>;
}

const text = 'grüezi mitenand, '.repeat(200);
const inflate = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };
const on = { options: { compression: compression({ restApi: true }) } };

const get = (
  returned: unknown,
  accept: string | undefined,
  frontDoor: (typeof httpFrontDoors)[number] = 'http-api',
) =>
  answer(frontDoor, () => returned, {
    headers: accept === undefined ? {} : { 'accept-encoding': accept },
    ...on,
  });

describe.each(httpFrontDoors)('compression behind %s', (frontDoor) => {
  it.each(['br', 'gzip', 'zstd'] as const)('gives the same bytes by %s', async (coding) => {
    const response = await get(text, coding, frontDoor);

    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(inflate[coding](await bytesOf(response)).toString()).toBe(text);
  });

  it('leaves a HEAD without a body', async () => {
    const response = await answer(frontDoor, () => text, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'br' },
      ...on,
    });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

describe('compression', () => {
  it.each([
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
    ['br;q=0, *', 'zstd'],
    ['gzip;q=0.001', 'gzip'],
    ['deflate, gzip;q=1.0, *;q=0.5', 'gzip'],
    ['identity;q=0.5, gzip;q=0.6', 'gzip'],
  ])('takes of %j the coding %s', async (accept, coding) => {
    const response = await get(text, accept);

    expect(response.headers.get('content-encoding')).toBe(coding);
  });

  it.each([
    undefined,
    '',
    'identity',
    'br;q=0',
    '*;q=0',
    'deflate',
    'br;q=x',
    ';q=1',
    'gzip;q=0.2, identity;q=0.9',
    `${'x,'.repeat(50_000)}br`,
  ])('takes no coding of %j, and tells caches that it could', async (accept) => {
    const response = await get(text, accept);

    expect(response.headers.has('content-encoding')).toBe(false);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(await response.text()).toBe(text);
  });

  it.each([
    ['a small body', 'a'.repeat(1023), 'Accept-Encoding'],
    ['an empty body', '', null],
    ['no body', undefined, null],
    ['an image', reply(Buffer.from(text), { headers: { 'content-type': 'image/png' } }), null],
    [
      'a type that only mentions text',
      reply(Buffer.from(text), { headers: { 'content-type': 'image/png; from=text/html' } }),
      null,
    ],
    ['an archive', reply(text, { headers: { 'content-type': 'application/zip' } }), null],
    ['a font for the web', reply(text, { headers: { 'content-type': 'font/woff2' } }), null],
    ['an event stream', reply(text, { headers: { 'content-type': 'text/event-stream' } }), null],
    [
      'a type that begins like JSON',
      reply(text, { headers: { 'content-type': 'application/jsonx' } }),
      null,
    ],
    ['a coding of the handler', reply(text, { headers: { 'content-encoding': 'gzip' } }), null],
    ['a part', reply(text, { statusCode: 206 }), null],
    ['a range', reply(text, { headers: { 'content-range': 'bytes 0-1/2' } }), null],
    [
      'what must not be transformed',
      reply(text, { headers: { 'cache-control': 'public, No-Transform' } }),
      null,
    ],
    [
      'what does not gain',
      reply(randomBytes(), { headers: { 'content-type': 'application/wasm' } }),
      'Accept-Encoding',
    ],
  ])('leaves %s as it is', async (_, returned, vary) => {
    const response = await get(returned, 'br');

    expect(response.headers.get('content-encoding')).not.toBe('br');
    expect(response.headers.get('vary')).toBe(vary);
  });

  it.each([
    'text/html; charset=utf-8',
    'application/json',
    'application/problem+json',
    'application/vnd.api+json',
    'application/xml',
    'application/javascript',
    'application/x-ndjson',
    'application/wasm',
    'image/svg+xml',
    'image/bmp',
    'font/ttf',
    'application/x-www-form-urlencoded',
  ])('compresses %s', async (type) => {
    const response = await get(reply(text, { headers: { 'content-type': type } }), 'gzip');

    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  it.each([
    ['"strong"', 'W/"strong"'],
    ['W/"weak"', 'W/"weak"'],
  ])('makes the etag %s the weak %s', async (etag, weak) => {
    const response = await get(reply(text, { headers: { etag, 'x-a': 'b' } }), 'gzip');

    expect(response.headers.get('etag')).toBe(weak);
    expect(response.headers.get('x-a')).toBe('b');
  });

  it('compresses from the threshold on', async () => {
    const call = (body: string) => get(body, 'gzip');

    expect((await call('a'.repeat(1023))).headers.has('content-encoding')).toBe(false);
    expect((await call('a'.repeat(1024))).headers.get('content-encoding')).toBe('gzip');
  });

  it('takes the quality of Brotli that is quick, not the best', async () => {
    const lorem = Array.from({ length: 900 }, (_, index) => `${index * index} ${index % 7},`).join(
      '',
    );
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };

    const bytes = await bytesOf(await get(lorem, 'br'));

    expect(Buffer.from(bytes).equals(brotliCompressSync(lorem, { params }))).toBe(true);
    expect(bytes.byteLength).not.toBe(brotliCompressSync(lorem).byteLength);
  });

  it('takes codings in the order of the options', async () => {
    const options = { compression: compression({ codings: ['gzip', 'br'], threshold: 1 }) };

    const response = await answer('alb', () => 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', {
      headers: { 'accept-encoding': 'br, gzip' },
      options,
    });

    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  it.each(['rest-api', 'lambda', 'websocket'] as const)(
    'leaves replies behind %s alone unless told otherwise, which may have no way to send bytes',
    async (frontDoor) => {
      const response = await answer(frontDoor, () => text, {
        method: 'POST',
        headers: { 'accept-encoding': 'br' },
        options: { compression: compression() },
      });

      expect(response.headers.has('content-encoding')).toBe(false);
      expect(await response.text()).toContain(text);
    },
  );

  it('leaves the answer to a WebSocket handshake alone, which has no way to send bytes', async () => {
    const shaped = {
      statusCode: 200,
      headers: [['content-type', 'text/plain'] as const],
      cookies: [],
      body: text,
      isBase64Encoded: false,
    };
    const request = { source: 'websocket', headers: { 'accept-encoding': 'br' } };

    expect(await compression()(shaped, request as never)).toBe(shaped);
  });

  it('goes by what the client accepts, and has, also where a schema leaves that out of the headers', async () => {
    const options = { compression: compression(), etag: true };
    const handler = proxyHandler({ ...options, headers: z.object({}) }, () => text);
    const call = async (headers: Record<string, string>) =>
      handler(frontDoorEvent('http-api', { method: 'GET', headers }), lambdaContext());

    const packed = (await call({ 'accept-encoding': 'br' })) as Packed;
    const known = await call({ 'if-none-match': String(packed.headers['etag']) });

    expect(packed.headers['content-encoding']).toBe('br');
    expect(known).toMatchObject({ statusCode: 304 });
  });

  it('goes together with an etag of what was there before', async () => {
    const options = { compression: compression(), etag: true };
    const call = (headers: Record<string, string>) =>
      answer('http-api', () => text, { headers, options });

    const packed = await call({ 'accept-encoding': 'br' });
    const plain = await call({});
    const known = await call({
      'accept-encoding': 'br',
      'if-none-match': packed.headers.get('etag') ?? '',
    });

    expect(packed.headers.get('etag')).toBe(plain.headers.get('etag'));
    expect(known.status).toBe(304);
    // RFC 9110, 15.4.5: or a cache would give the compressed reply to everybody.
    expect(packed.headers.get('vary')).toBe('Accept-Encoding');
    expect(known.headers.get('vary')).toBe('Accept-Encoding');
  });

  it('makes a stream fit that would be too long for the front door (ALB-15)', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const list = JSON.stringify(Array.from({ length: 100_000 }, (_, id) => `item ${id}`));
    const call = (body: string | ReadableStream, accept: string) =>
      answer('alb', () => new Response(body, { headers: { 'content-type': 'application/json' } }), {
        headers: { 'accept-encoding': accept },
        options: { compression: compression() },
      });

    const packed = await call(list, 'gzip');
    const plain = await call(list, 'identity');
    const endless = await call(new ReadableStream({ pull: (out) => out.enqueue(block) }), 'gzip');
    log.mockRestore();

    expect(gunzipSync(await bytesOf(packed)).toString()).toBe(list);
    expect([plain.status, endless.status]).toEqual([500, 500]);
  });

  it.each([
    ['compressed', text, 'W/"mine"'],
    ['too short to be compressed', 'short', '"mine"'],
  ])(
    'tells with a 304 the etag of a reply that was %s (RFC 9110, 15.4.5)',
    async (_, body, etag) => {
      const options = { compression: compression(), etag: true };
      const call = (known: string) =>
        answer('http-api', () => reply(body, { headers: { etag: '"mine"' } }), {
          headers: { 'accept-encoding': 'br', 'if-none-match': known },
          options,
        });

      const full = await call('"other"');
      const unchanged = await call(`"other", ${etag}`);

      expect([full.status, unchanged.status]).toEqual([200, 304]);
      expect(full.headers.get('etag')).toBe(etag);
      expect(unchanged.headers.get('etag')).toBe(etag);
    },
  );

  it('leaves the etag of a 304 that the handler gives', async () => {
    const unchanged = reply(undefined, { statusCode: 304, headers: { etag: '"mine"' } });

    expect((await get(unchanged, 'br')).headers.get('etag')).toBe('"mine"');
  });
});

const block = new Uint8Array(1024 * 1024);

function randomBytes(): Uint8Array {
  const bytes = new Uint8Array(4096);
  let state = 1;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[index] = state % 256;
  }
  return bytes;
}
