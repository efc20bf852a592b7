import { describe, expect, it, vi } from 'vitest';

import { compression } from '../src/compression.ts';
import { HttpError, proxyHandler, redirect, reply, toSetCookie } from '../src/index.ts';
import { answer, bytesOf, httpFrontDoors } from './answer.ts';
import { frontDoorEvent, lambdaContext } from './events.ts';

/** What other libraries got wrong about replies; a name says what, and where somebody found it. */
describe.each(httpFrontDoors)('never again, behind %s', (frontDoor) => {
  const pdf = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0xe2, 0xe3, 0xcf, 0xd3, 0x00, 0xff]);
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const failure = (): never => {
    throw new Error('hunter2');
  };

  it('a `cookies` key that a REST API answers with 502 (nitro#504, sst#2760)', async () => {
    const response = await answer(frontDoor, () => ({
      statusCode: 200,
      cookies: ['a=1'],
      body: 'ok',
    }));

    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual(['a=1']);
  });

  it('one of two cookies of a web Response (powertools#5674)', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const headers = new Headers();
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');

    const response = await answer(frontDoor, () => new Response('', { headers }));

    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('cookies joined by commas, or split at the comma of Expires (hono, trpc#6456)', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const cookie = 'a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT';

    const response = await answer(frontDoor, () => reply('', { cookies: [cookie, 'b=2'] }));

    expect(response.headers.getSetCookie()).toEqual([cookie, 'b=2']);
  });

  it('all cookies but one on a load balancer in single value mode (Mangum#186, serverless-http#219)', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();

    const response = await answer(frontDoor, () => reply('', { cookies: ['a=1', 'b=2', 'c=3'] }));

    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('a number or a boolean as a header that the load balancer answers with 502 (serverless-express#563, lambda-api#117)', async () => {
    const response = await answer(frontDoor, () => ({
      statusCode: 200,
      headers: { 'x-a': 1, 'x-b': true },
      body: '',
    }));

    expect(response.status).toBe(200);
    expect(response.headers.get('x-a')).toBe('1');
    expect(response.headers.get('x-b')).toBe('true');
  });

  it('both header maps at once, or the wrong one for the target group (powertools#5674, serverless-express#554)', async () => {
    const both = {
      statusCode: 200,
      headers: { 'x-a': '1' },
      multiValueHeaders: { 'x-b': ['2', '3'] },
      body: '',
    };

    const response = await answer(frontDoor, () => both);

    expect(response.headers.get('x-a')).toBe('1');
    expect(response.headers.get('x-b')).toBe('2, 3');
  });

  it.each([
    ['application/pdf', pdf],
    ['application/octet-stream', pdf],
    ['application/zip', pdf],
    ['image/png', png],
    ['text/plain', pdf],
  ])(
    'bytes of %s that no list of binary types knows (powertools#5698, serverless-http)',
    async (type, bytes) => {
      const response = await answer(
        frontDoor,
        () => new Response(bytes, { headers: { 'content-type': type } }),
      );

      expect(Buffer.from(await bytesOf(response))).toEqual(Buffer.from(bytes));
    },
  );

  it('bytes without a content type (hono)', async () => {
    const response = await answer(frontDoor, () => new Response(pdf));

    expect(Buffer.from(await bytesOf(response))).toEqual(Buffer.from(pdf));
  });

  it('a Buffer as {"type":"Buffer"} (middy, lambda-api)', async () => {
    const response = await answer(frontDoor, () => Buffer.from(png));

    expect(Buffer.from(await bytesOf(response))).toEqual(Buffer.from(png));
  });

  it('text forced into base64 for its type (serverless-express: svg)', async () => {
    const result = await proxyHandler(
      () => new Response('<svg/>', { headers: { 'content-type': 'image/svg+xml' } }),
    )(frontDoorEvent(frontDoor), lambdaContext());

    expect(result).toMatchObject({ body: '<svg/>', isBase64Encoded: false });
  });

  it('base64 of the handler encoded again, or its flag lost (powertools#5667)', async () => {
    const body = Buffer.from(png).toString('base64');

    const response = await answer(frontDoor, () => ({
      statusCode: 200,
      body,
      isBase64Encoded: true,
    }));

    expect(Buffer.from(await bytesOf(response))).toEqual(Buffer.from(png));
  });

  it.each([
    [
      'an object with a `body` key as a response of its own, with 500 (middy)',
      { body: 'front', wheels: 2 },
    ],
    [
      'an object with a `headers` key as a response of its own, with 500 (middy)',
      { headers: ['a'] },
    ],
  ])('%s', async (_, data) => {
    const response = await answer(frontDoor, () => data);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(data);
  });

  it.each([
    [undefined, 204, ''],
    [null, 204, ''],
    ['', 200, ''],
    [0, 200, '0'],
    [false, 200, 'false'],
  ])(
    'a result of %j that is a 500, a 404 or never comes (middy, powertools, lambda-api)',
    async (returned, status, text) => {
      const response = await answer(frontDoor, () => returned);

      expect(response.status).toBe(status);
      expect(await response.text()).toBe(text);
    },
  );

  it.each([204, 304])(
    'a body or a content type of our own with %i (middy, powertools)',
    async (statusCode) => {
      const result = await proxyHandler(() => reply({ a: 1 }, { statusCode }))(
        frontDoorEvent(frontDoor),
        lambdaContext(),
      );

      expect(result).toMatchObject({ statusCode, body: '' });
      expect(JSON.stringify(result)).not.toContain('content-type');
    },
  );

  it.each([
    ['for a client that refuses it by q=0', 'gzip;q=0'],
    ['for a client that says nothing', undefined],
  ])('compression %s, without a Vary (powertools)', async (_, accept) => {
    const response = await answer(frontDoor, () => 'a'.repeat(5000), {
      headers: accept === undefined ? {} : { 'accept-encoding': accept },
      options: { compression: compression({ restApi: true }) },
    });

    expect(response.headers.has('content-encoding')).toBe(false);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
  });

  it('compression that keeps a strong etag and a stale length (middy)', async () => {
    const headers = { etag: '"1"', 'content-length': '5000', 'content-type': 'text/plain' };

    const response = await answer(frontDoor, () => reply('a'.repeat(5000), { headers }), {
      headers: { 'accept-encoding': 'gzip' },
      options: { compression: compression({ restApi: true }) },
    });
    const { byteLength } = await bytesOf(response);

    expect(response.headers.get('etag')).toBe('W/"1"');
    expect(byteLength).toBeLessThan(200);
    expect(Number(response.headers.get('content-length'))).toBe(byteLength);
  });

  it('compression of images and of parts (middy)', async () => {
    const image = reply('a'.repeat(5000), { headers: { 'content-type': 'image/png' } });

    const response = await answer(frontDoor, () => image, {
      headers: { 'accept-encoding': 'gzip' },
      options: { compression: compression({ restApi: true }) },
    });

    expect(response.headers.has('content-encoding')).toBe(false);
  });

  it('two headers of one name in two spellings, the default over the own (middy)', async () => {
    const handle = (): unknown =>
      reply('', { headers: { 'Content-Security-Policy': "default-src 'none'" } });

    const response = await answer(frontDoor, handle, { options: { securityHeaders: true } });

    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
  });

  it('a frozen reply that throws (middy)', async () => {
    const frozen = Object.freeze({
      statusCode: 200,
      headers: Object.freeze({ a: 'b' }),
      body: 'ok',
    });

    const response = await answer(frontDoor, () => frozen, {
      options: { securityHeaders: true, cors: { origins: '*' } },
    });

    expect(response.status).toBe(200);
  });

  it('a result above the limit that the gateway answers with a silent 502 (aws-lambda-dotnet#1815)', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, () => 'a'.repeat(6_300_000));

    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(log).toHaveBeenCalledWith(expect.stringContaining('bytes of JSON, expected at most'));
    log.mockRestore();
  });

  it('a thrown 503 that becomes a 500 (middy)', async () => {
    vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, () => {
      throw new HttpError(503, 'hunter2', { headers: { 'Retry-After': '5' } });
    });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toContain('hunter2');
  });

  it('the message of a 500 in its reply (lambda-api, fastify), or no body at all (middy)', async () => {
    vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, failure);

    expect(await response.json()).toMatchObject({ status: 500, title: 'Internal Server Error' });
  });

  it('a frozen error that throws (middy)', async () => {
    const response = await answer(frontDoor, () => {
      throw Object.freeze(Object.assign(new Error('gone'), { statusCode: 410 }));
    });

    expect(response.status).toBe(410);
  });

  it('CORS headers that vanish from errors (middy#635)', async () => {
    vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, failure, {
      headers: { origin: 'https://a.test' },
      options: { cors: { origins: ['https://a.test'] }, securityHeaders: true },
    });

    expect(response.headers.get('access-control-allow-origin')).toBe('https://a.test');
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('a preflight that is off by default, or not known on VPC Lattice (middy)', async () => {
    const response = await answer(frontDoor, failure, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.test', 'access-control-request-method': 'PUT' },
      options: { cors: { origins: '*' } },
    });

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('PUT');
  });

  it('a stream, a web Response or an async generator that throws (middy)', async () => {
    const response = await answer(frontDoor, async function* chunks() {
      yield 'a';
      yield png;
    });

    expect(Buffer.from(await bytesOf(response))).toEqual(Buffer.concat([Buffer.from('a'), png]));
  });

  it('a header outside of Latin-1 that goes out as it is (middy, lambda-api)', async () => {
    vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, () => reply('', { headers: { 'x-a': '😀' } }));

    expect(response.status).toBe(500);
  });

  it('a location that leads to another site (express CVE-2024-29041)', async () => {
    vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, () => redirect('//evil.com'));

    expect(response.status).toBe(500);
    expect(response.headers.has('location')).toBe(false);
  });
});

describe('never again', () => {
  it('a load balancer without a status description (middy, hono, serverless-express)', async () => {
    const result = await proxyHandler(() => 'ok')(frontDoorEvent('alb'), lambdaContext());

    expect(result).toMatchObject({ statusDescription: '200 OK' });
  });

  it('headers doubled by a function URL with CORS of its own (powertools-python#4163, serverless-express#508)', async () => {
    const response = await answer('function-url', () => 'ok', {
      headers: { origin: 'https://a.test' },
      options: { cors: { origins: '*', exceptSources: ['function-url'] } },
    });

    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('`MaxAge=` for Max-Age (lambda-api)', () => {
    expect(toSetCookie({ name: 'a', maxAge: 0 })).toBe('a=; Max-Age=0');
  });

  it('a status of the non-proxy integration that is always 200', async () => {
    const response = await answer('lambda', () => {
      throw new HttpError(404, 'no such user');
    });

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ detail: 'no such user' });
  });
});
