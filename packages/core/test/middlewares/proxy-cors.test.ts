import middy from '@middy/core';
import { describe, expect, it, vi } from 'vitest';

import {
  type CorsOptions,
  HttpError,
  proxyCors,
  proxyHandler,
  reply,
  UnrecognizedEventError,
} from '../../src/index.ts';
import { answer, httpFrontDoors } from '../answer.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

const origin = 'https://app.example';
const cors: CorsOptions = { origins: [origin, 'https://*.example.com', 'http://localhost:3000'] };

const preflight = {
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type, x-tag',
  },
};

function fail(): never {
  throw new HttpError(404, 'gone');
}

describe.each(httpFrontDoors)('proxyCors behind %s', (frontDoor) => {
  it('answers a preflight without calling the handler', async () => {
    const handle = vi.fn<() => string>();

    const response = await answer(frontDoor, handle, { ...preflight, options: { cors } });

    expect(handle).not.toHaveBeenCalled();
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-methods')).toBe(
      'GET, HEAD, PUT, PATCH, POST, DELETE',
    );
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type, x-tag');
    expect(response.headers.get('vary')).toBe('Access-Control-Request-Headers, Origin');
    expect(response.headers.has('access-control-max-age')).toBe(false);
  });

  it('answers a preflight with what the options say', async () => {
    const options: CorsOptions = {
      origins: [origin],
      methods: ['PUT'],
      headers: ['X-Tag', 'Content-Type'],
      exposedHeaders: ['X-Total'],
      credentials: true,
      maxAge: 600,
    };

    const response = await answer(frontDoor, fail, { ...preflight, options: { cors: options } });

    expect(corsHeaders(response)).toEqual({
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'X-Tag, Content-Type',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'X-Total',
      'access-control-max-age': '600',
    });
    expect(response.headers.get('vary')).toBe('Origin');
  });

  it('leaves an OPTIONS that is no preflight to the handler', async () => {
    const response = await answer(frontDoor, () => 'mine', {
      method: 'OPTIONS',
      headers: { origin },
      options: { cors },
    });

    expect(await response.text()).toBe('mine');
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it.each([
    ['a reply', () => 'ok', 200],
    ['a thrown error', fail, 404],
    ['a reply that cannot be sent', () => reply('', { headers: { a: '\n' } }), 500],
    ['a web Response', () => new Response('ok'), 200],
  ])('lets the origin read %s', async (_, handle, status) => {
    vi.spyOn(console, 'error').mockReturnValue();

    const response = await answer(frontDoor, handle, { headers: { origin }, options: { cors } });

    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('vary')).toBe('Origin');
  });

  it.each([
    ['none', undefined],
    ['null', 'null'],
    ['a foreign one', 'https://evil.example'],
    ['one that ends like ours', 'https://evilapp.example'],
    ['one that begins like ours', 'https://app.example.evil.com'],
    ['two labels for a wildcard', 'https://a.b.example.com'],
    ['a wildcard in another host', 'https://sub.example.com.evil.com'],
    ['an escape', 'https://a.example.com%60.evil'],
    ['a backtick', 'https://a.example.com`.evil'],
    ['a dot that is none', 'https://appxexample'],
    ['another scheme', 'http://app.example'],
    ['another port', 'http://localhost:3001'],
    ['no label for a wildcard', 'https://.example.com'],
    ['upper case', 'https://APP.EXAMPLE'],
    ['a wildcard itself', '*'],
  ])('CORE-69 gives nothing to %s, and tells caches', async (_, foreign) => {
    const headers: Record<string, string> = foreign === undefined ? {} : { origin: foreign };

    const response = await answer(frontDoor, () => 'ok', { headers, options: { cors } });

    expect(corsHeaders(response)).toEqual({});
    expect(response.headers.get('vary')).toBe('Origin');
  });

  it.each(['https://a.example.com', 'https://a-1.example.com', 'http://localhost:3000', origin])(
    'lets %s read',
    async (allowed) => {
      const response = await answer(frontDoor, () => 'ok', {
        headers: { origin: allowed },
        options: { cors },
      });

      expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
    },
  );

  it('says * to everybody, and nothing about varying', async () => {
    const response = await answer(frontDoor, () => 'ok', {
      headers: { origin: 'null' },
      options: { cors: { origins: '*' } },
    });

    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.has('vary')).toBe(false);
  });

  it('asks a function, but never about null or what no header can repeat', async () => {
    const origins = vi.fn<(asked: string) => boolean>(() => true);
    const call = (asked: string): Promise<Response> =>
      answer(frontDoor, () => 'ok', { headers: { origin: asked }, options: { cors: { origins } } });

    const allowed = await call('https://any.example');
    const sandboxed = await call('null');

    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://any.example');
    expect(corsHeaders(sandboxed)).toEqual({});
    expect(origins).toHaveBeenCalledTimes(1);
  });

  it('leaves a header of the handler as it is, and adds to its vary', async () => {
    const handle = (): unknown =>
      reply('', {
        headers: { 'Access-Control-Allow-Origin': 'https://other.example', vary: 'accept' },
      });

    const response = await answer(frontDoor, handle, { headers: { origin }, options: { cors } });

    expect(response.headers.get('access-control-allow-origin')).toBe('https://other.example');
    expect(response.headers.get('vary')).toBe('accept, Origin');
  });

  it.each(['*', 'accept, ORIGIN', 'origin'])('adds nothing to the vary %j', async (vary) => {
    const handle = (): unknown => reply('', { headers: { vary } });

    const response = await answer(frontDoor, handle, { headers: { origin }, options: { cors } });

    expect(response.headers.get('vary')).toBe(vary);
  });

  it.each([
    ['what is no list of names', 'a\u00FFb, c'],
    ['a list without end', `x${',x'.repeat(3000)}`],
  ])('repeats no request headers for %s (CORE-56)', async (_, names) => {
    const headers = { ...preflight.headers, 'access-control-request-headers': names };

    const response = await answer(frontDoor, fail, {
      method: 'OPTIONS',
      headers,
      options: { cors },
    });

    expect(response.status).toBe(204);
    expect(response.headers.has('access-control-allow-headers')).toBe(false);
  });

  it('answers a preflight that asks for no headers', async () => {
    const headers = { origin, 'access-control-request-method': 'PUT' };

    const response = await answer(frontDoor, fail, {
      method: 'OPTIONS',
      headers,
      options: { cors },
    });

    expect(response.status).toBe(204);
    expect(response.headers.has('access-control-allow-headers')).toBe(false);
  });
});

describe('proxyCors', () => {
  it.each(['function-url', 'http-api'] as const)(
    'doubles no header behind a %s with a CORS configuration of its own',
    async (frontDoor) => {
      const call = {
        headers: { origin },
        options: { cors: { ...cors, exceptSources: [frontDoor] } },
      };

      const response = await answer(frontDoor, () => 'ok', call);
      const asked = await answer(frontDoor, () => 'mine', { ...call, ...preflight });

      expect(corsHeaders(response)).toEqual({});
      expect(response.headers.has('vary')).toBe(false);
      expect(await asked.text()).toBe('mine');
    },
  );

  it.each([
    [
      'CORE-69 every origin with credentials',
      { origins: '*' as const, credentials: true },
      '"*" with credentials',
    ],
    [
      'CORE-69 every origin in a list with credentials',
      { origins: ['*'], credentials: true },
      '"*" with credentials',
    ],
    ['a slash at the end', { origins: ['https://a.example/'] }, 'origin is "https://a.example/"'],
    ['a path', { origins: ['https://a.example/b'] }, 'expected scheme, host and port'],
    ['a host alone', { origins: ['a.example'] }, 'expected scheme, host and port'],
    ['upper case', { origins: ['https://A.example'] }, 'expected scheme, host and port'],
    ['null', { origins: ['null'] }, 'expected scheme, host and port'],
    ['a wildcard in a path', { origins: ['https://*/x'] }, 'expected scheme, host and port'],
    [
      'a header with a line break',
      { origins: [origin], methods: ['GET\r\nx: y'] },
      'one line of Latin-1',
    ],
  ])('refuses %s when it is made', (_, options, message) => {
    expect(() => proxyCors(options)).toThrow(TypeError);
    expect(() => proxyCors(options)).toThrow(message);
  });

  it('leaves alone what is no request', async () => {
    const chain = middy<unknown, unknown>()
      .use(proxyCors(cors))
      .handler(async () => 'ok');
    const handler = proxyHandler({ cors }, () => 'ok');

    expect(await chain({} as never, lambdaContext())).toBe('ok');
    await expect(handler({}, lambdaContext())).rejects.toThrow(UnrecognizedEventError);
  });

  it('lets no other site read the error of a check that fails', async () => {
    const logError = vi.fn<(entry: unknown) => void>();
    const origins = (): never => {
      throw new Error('no list of origins');
    };

    const response = await answer('rest-api', () => 'ok', {
      headers: { origin },
      options: { cors: { origins }, securityHeaders: true, logError },
    });

    expect(response.status).toBe(500);
    expect(corsHeaders(response)).toEqual({});
    expect(response.headers.get('vary')).toBe('Origin');
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(logError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        error: expect.objectContaining({ message: 'no list of origins' }),
      }),
    );
  });

  it('tells who may read that there are too many headers', async () => {
    const handler = proxyHandler({ cors, limits: { headers: 1 } }, ({ headers }) => headers);

    const result = await handler(frontDoorEvent('alb', { headers: { origin } }), lambdaContext());

    expect(result).toMatchObject({
      statusCode: 431,
      headers: { 'access-control-allow-origin': origin },
    });
  });

  it('CORE-15 lets no other site read the answer to a request that cannot be read', async () => {
    const event = Object.defineProperty(frontDoorEvent('http-api'), 'headers', {
      get(): never {
        throw new Error('trap');
      },
    });

    const result = await proxyHandler({ cors }, () => 'ok')(event, lambdaContext());

    expect(result).toMatchObject({ statusCode: 200, headers: { vary: 'Origin' } });
    expect(result).not.toHaveProperty('headers.access-control-allow-origin');
  });

  it('knows origins of IPv6 addresses and of apps', async () => {
    const origins = ['http://[::1]:8080', 'capacitor://localhost'];

    const response = await answer('alb', () => 'ok', {
      headers: { origin: 'http://[::1]:8080' },
      options: { cors: { origins } },
    });

    expect(response.headers.get('access-control-allow-origin')).toBe('http://[::1]:8080');
  });
});

function corsHeaders({ headers }: Response): Record<string, string> {
  const entries = [...headers].filter(([name]) => name.startsWith('access-control-'));
  return Object.fromEntries(entries);
}
