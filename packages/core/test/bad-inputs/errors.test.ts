import { createError } from '@middy/util';
import { frontDoors } from '@org/local-gateway/testing';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { z } from 'zod';

import { HttpError, proxyHandler, reply } from '../../src/index.ts';
import { answer, httpFrontDoors } from '../answer.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

let log: MockInstance<typeof console.error>;

beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  log.mockRestore();
});

const canary = 'hunter2';

class Hidden extends Error {
  override get message(): string {
    throw new Error(canary);
  }
}

class StatusOnPrototype extends Error {
  get statusCode(): number {
    return 503;
  }
}

function withTraps(): object {
  const object = (): never => {
    throw new Error(canary);
  };
  return new Proxy(new Error(canary), {
    get: object,
    has: object,
    getPrototypeOf: object,
    ownKeys: object,
    set: object,
    getOwnPropertyDescriptor: object,
  });
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable(new Error(canary), {});
  revoke();
  return proxy;
}

function ring(): Error {
  const error: Error = new Error(canary);
  error.cause = error;
  return error;
}

const error = (members: object = {}): Error => Object.assign(new Error(canary), members);

function throwNoise(): never {
  throw new Error(`a\n\u001B[31m\u2028\u0085${'y'.repeat(10_000)}`);
}

/** What is thrown, and the status that a client gets for it. */
const shapes: readonly (readonly [name: string, thrown: () => unknown, status: number])[] = [
  ['CORE-70 an error', () => error(), 500],
  ['CORE-70 an error with a cause', () => new Error('x', { cause: error() }), 500],
  ['CORE-70 an AggregateError', () => new AggregateError([error()], canary), 500],
  ['CORE-70 an error that causes itself', ring, 500],
  ['CORE-70 a TypeError', () => new TypeError(canary), 500],
  ['CORE-70 a RangeError', () => new RangeError(canary), 500],
  ['CORE-70 a SyntaxError', () => new SyntaxError(canary), 500],
  ['CORE-70 an error with a code', () => error({ code: canary }), 500],
  ['CORE-70 an error with a name', () => error({ name: canary }), 500],
  ['CORE-70 a DOMException', () => new DOMException(canary, 'AbortError'), 500],
  ['CORE-70 a timeout of its own', () => new DOMException(canary, 'TimeoutError'), 500],
  ['CORE-70 an error of zod', () => z.object({ [canary]: z.number() }).safeParse({}).error, 500],
  ['CORE-71 an error with status 200', () => error({ statusCode: 200 }), 500],
  ['CORE-71 an error with status 301', () => error({ statusCode: 301 }), 500],
  ['CORE-71 an error with status 399', () => error({ statusCode: 399 }), 500],
  ['CORE-71 an error with status 600', () => error({ statusCode: 600 }), 500],
  ['CORE-71 an error with status 99999', () => error({ statusCode: 99_999 }), 500],
  ['CORE-71 an error with status 404.5', () => error({ statusCode: 404.5 }), 500],
  ['CORE-71 an error with the status "404"', () => error({ statusCode: '404' }), 500],
  ['CORE-71 an error with status NaN', () => error({ statusCode: Number.NaN }), 500],
  ['CORE-71 an HttpError with status 200', () => new HttpError(200, canary), 500],
  ['CORE-71 an error with a status of another name', () => error({ status: 404 }), 500],
  ['CORE-72 a 500 that wants to be exposed', () => error({ statusCode: 500, expose: true }), 500],
  ['CORE-72 a 503 that wants to be exposed', () => error({ statusCode: 503, expose: true }), 503],
  [
    'CORE-72 an object with status 500',
    () => ({ statusCode: 500, message: canary, body: canary }),
    500,
  ],
  [
    'CORE-72 an HttpError of 500',
    () => new HttpError(500, canary, { title: canary, type: canary, m: canary }),
    500,
  ],
  ['CORE-72 an HttpError of 599', () => new HttpError(599, canary), 599],
  ['CORE-72 an error of @middy/util', () => createError(502, canary, { expose: true }), 502],
  ['CORE-72 a status on the prototype', () => new StatusOnPrototype(canary), 503],
  ['CORE-73 text', () => canary, 500],
  ['CORE-73 a number', () => 42, 500],
  ['CORE-73 null', () => null, 500],
  ['CORE-73 undefined', () => undefined, 500],
  ['CORE-73 a symbol', () => Symbol(canary), 500],
  ['CORE-73 a function', () => () => canary, 500],
  ['CORE-73 a list', () => [canary], 500],
  ['CORE-74 a frozen error', () => Object.freeze(error()), 500],
  ['CORE-74 a frozen error with a status', () => Object.freeze(error({ statusCode: 503 })), 503],
  ['CORE-75 a proxy that objects to everything', withTraps, 500],
  ['CORE-75 a revoked proxy', revoked, 500],
  ['CORE-75 a message that throws', () => new Hidden(), 500],
  ['CORE-75 a toString that throws', () => error({ toString: withTraps }), 500],
  [
    'CORE-75 a status that throws',
    () => ({
      get statusCode() {
        throw new Error(canary);
      },
    }),
    500,
  ],
  [
    'CORE-76 headers with a line break',
    () => error({ statusCode: 404, headers: { a: `b\r\n${canary}` } }),
    500,
  ],
  ['CORE-76 headers that are none', () => error({ statusCode: 404, headers: canary }), 500],
  [
    'CORE-76 headers of an error without a status',
    () => error({ headers: { 'x-a': canary } }),
    500,
  ],
  ['a 404 that must not be exposed', () => error({ statusCode: 404, expose: false }), 404],
  ['a 404 with a cause', () => new HttpError(404, 'gone', { cause: error() }), 404],
  ['a 404 whose members have no JSON', () => new HttpError(404, canary, { big: 1n }), 500],
];

describe.each(frontDoors.filter((name) => name !== 'websocket'))(
  'thrown behind %s',
  (frontDoor) => {
    it.each(shapes)('%s says nothing to the client', async (_, thrown, status) => {
      const response = await answer(frontDoor, () => {
        throw thrown();
      });

      expect(response.status).toBe(status);
      expect(JSON.stringify([...response.headers])).not.toContain(canary);
      expect(await response.clone().text()).not.toContain(canary);
      expect(await response.json()).toMatchObject({ status, title: expect.any(String) });
    });

    it.each(shapes.filter(([, , status]) => status >= 500))(
      '%s is one line of the log',
      async (_, thrown, status) => {
        await answer(frontDoor, () => {
          throw thrown();
        });

        expect(log).toHaveBeenCalledTimes(1);
        expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({
          level: 'error',
          message: 'request failed',
          source: expect.any(String),
          statusCode: status,
          error: { message: expect.any(String) },
        });
      },
    );
  },
);

describe.each(httpFrontDoors)('an error behind %s', (frontDoor) => {
  it('keeps status, headers and members of an HttpError', async () => {
    const response = await answer(frontDoor, () => {
      throw new HttpError(429, 'slow down', {
        headers: { 'Retry-After': '7', Allow: 'GET', 'x-a': 'b' },
        type: 'https://errors.example/quota',
        title: 'Quota exceeded',
        limit: 10,
        status: 200,
        detail: 'other',
      });
    });

    expect(response.status).toBe(429);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('allow')).toBe('GET');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toEqual({
      type: 'https://errors.example/quota',
      title: 'Quota exceeded',
      status: 429,
      detail: 'slow down',
      limit: 10,
    });
  });

  it('keeps the status of a thrown 503, and its Retry-After', async () => {
    const response = await answer(frontDoor, () => {
      throw new HttpError(503, 'database hunter2 is down', { headers: { 'retry-after': '30' } });
    });

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(await response.text()).not.toContain(canary);
  });

  it('CORE-76 sends the message as JSON and the cookies of the error as cookies', async () => {
    const response = await answer(frontDoor, () => {
      throw Object.assign(new Error('<script>alert(1)</script>'), {
        statusCode: 400,
        headers: { 'Set-Cookie': 'a=1', 'Content-Type': 'text/html' },
      });
    });

    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.getSetCookie()).toEqual(['a=1']);
    expect(await response.json()).toEqual({
      title: 'Bad Request',
      status: 400,
      detail: '<script>alert(1)</script>',
    });
  });

  it.each([
    [
      'a 4xx',
      () => new HttpError(404, 'no such user', { user: 7 }),
      { message: 'no such user', user: 7 },
    ],
    ['a 4xx without a message', () => new HttpError(404), { message: 'Not Found' }],
    [
      'a 5xx',
      () => new Error(canary),
      { message: 'Internal Server Error', requestId: expect.any(String) },
    ],
  ])('has the plain shape when the options say so: %s', async (_, thrown, body) => {
    const handle = (): never => {
      throw thrown();
    };

    const response = await answer(frontDoor, handle, { options: { errorShape: 'message' } });

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(body);
  });

  it('CORE-79 survives a log that throws, and tells the console', async () => {
    const logError = vi.fn<() => never>(() => {
      throw new Error('disk full');
    });
    const handle = (): never => {
      throw new Error(canary);
    };

    const response = await answer(frontDoor, handle, { options: { logError } });

    expect(response.status).toBe(500);
    expect(logError).toHaveBeenCalledTimes(1);
    expect(log).toHaveBeenCalledWith(expect.stringContaining(canary));
  });

  it('CORE-79 survives an error handler of the application that answers what cannot be sent', async () => {
    const handler = proxyHandler(
      {
        middlewares: [
          {
            onError: (request) => {
              request.response = {
                statusCode: 404,
                body: canary,
                headers: { a: `b\r\n${canary}` },
              };
            },
          },
        ],
      },
      () => {
        throw new Error('x');
      },
    );
    const { invoke } = await import('@org/local-gateway/testing');

    const response = await invoke(handler, new Request('https://api.test/'), { frontDoor });

    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toEqual({
      title: 'Internal Server Error',
      status: 500,
      requestId: expect.any(String),
    });
    expect(log).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['500', () => new Error(canary), 500],
    ['the status of what it throws', () => new HttpError(503, canary), 503],
  ])(
    'CORE-79 answers an error handler of the application that throws: %s',
    async (_, make, status) => {
      const onError = (): never => {
        throw make();
      };
      const handle = (): never => {
        throw new HttpError(404, 'first');
      };
      const options = { middlewares: [{ onError }], securityHeaders: true };

      const response = await answer(frontDoor, handle, { options });

      expect(response.status).toBe(status);
      expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(await response.text()).not.toContain(canary);
      expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(canary));
      expect(log).toHaveBeenCalledWith(
        expect.stringContaining('"cause":{"name":"HttpError","message":"first"'),
      );
    },
  );

  it('CORE-80 is one line of the log whatever path and headers say', async () => {
    const path = `/a%0Ab\u2028%1B[31m${'x'.repeat(9000)}`;
    await answer(frontDoor, throwNoise, { path });

    const line = String(log.mock.calls[0]?.[0]);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/);
    expect(line.length).toBeLessThan(40_000);
    expect(JSON.parse(line)).toMatchObject({ error: { message: expect.stringContaining('…') } });
  });
});

describe('the log line of an error', () => {
  it('tells request, route, stack, code, causes and what an AggregateError holds', async () => {
    const cause = new AggregateError([new Error('one'), 'two'], 'both failed');
    const failure = Object.assign(new Error('no', { cause }), { code: 'ECONNRESET' });
    const event = frontDoorEvent('rest-api');
    const handler = proxyHandler(() => {
      throw failure;
    });

    await handler(event, lambdaContext());

    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toEqual({
      level: 'error',
      message: 'request failed',
      requestId: expect.any(String),
      source: 'rest-api',
      method: 'POST',
      route: '/{proxy+}',
      path: '/hello',
      statusCode: 500,
      error: {
        name: 'Error',
        message: 'no',
        code: 'ECONNRESET',
        stack: expect.stringContaining('errors.test.ts'),
        cause: {
          name: 'AggregateError',
          message: 'both failed',
          stack: expect.any(String),
          errors: [
            { name: 'Error', message: 'one', stack: expect.any(String) },
            { message: 'two' },
          ],
        },
      },
    });
  });

  it('goes to the log of the application when there is one', async () => {
    const logError = vi.fn<(entry: object) => void>();
    const handler = proxyHandler({ logError }, () => {
      throw new HttpError(503);
    });

    await handler(frontDoorEvent('alb'), lambdaContext());

    expect(logError).toHaveBeenCalledWith(expect.objectContaining({ statusCode: 503 }));
    expect(log).not.toHaveBeenCalled();
  });

  it('is not written for a 4xx', async () => {
    const handler = proxyHandler(() => {
      throw new HttpError(404);
    });

    await handler(frontDoorEvent('alb'), lambdaContext());

    expect(log).not.toHaveBeenCalled();
  });
});

describe('an invocation that takes too long', () => {
  it.each(httpFrontDoors)(
    'CORE-77 is a 504 problem behind %s, with its signal aborted',
    async (frontDoor) => {
      let signal: AbortSignal | undefined;
      const handler = proxyHandler({ plugin: { timeoutEarlyInMillis: 5 } }, (_, __, options) => {
        ({ signal } = options);
        return new Promise(() => undefined);
      });

      const result = await handler(frontDoorEvent(frontDoor), lambdaContext(30));

      expect(result).toMatchObject({ statusCode: 504 });
      expect(JSON.stringify(result)).toContain(
        String.raw`\"title\":\"Gateway Timeout\",\"status\":504`,
      );
      expect(signal?.aborted).toBe(true);
      expect(log).toHaveBeenCalledTimes(1);
    },
  );

  it.each(['http-api', 'alb', 'vpc-lattice'] as const)(
    'CORE-77 is a 504 problem behind %s for a stream that does not end',
    async (frontDoor) => {
      const handler = proxyHandler({ securityHeaders: true }, async function* ticks() {
        yield 'tick';
        await new Promise(() => undefined);
      });

      const result = await handler(frontDoorEvent(frontDoor), lambdaContext(30));

      expect(result).toMatchObject({
        statusCode: 504,
        headers: { 'x-frame-options': 'SAMEORIGIN' },
        body: expect.stringContaining('"title":"Gateway Timeout"'),
      });
    },
  );

  it('CORE-78 gives one reply; a rejection that comes late is no unhandled one', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const handler = proxyHandler(
      () => new Promise((_, reject) => setTimeout(() => reject(new Error(canary)), 60)),
    );

    const result = await handler(frontDoorEvent('http-api'), lambdaContext(30));
    await new Promise((resolve) => setTimeout(resolve, 100));

    process.off('unhandledRejection', unhandled);
    expect(result).toMatchObject({ statusCode: 504 });
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('one execution environment', () => {
  it('CORE-82 answers interleaved invocations as it answers each alone', async () => {
    const handler = proxyHandler(
      { cors: { origins: ['https://a.test', 'https://b.test'] }, requestId: true },
      async ({ query }) => {
        await new Promise((resolve) => setTimeout(resolve, Number(query['wait'])));
        if (query['fail'] === '1') throw new HttpError(409, `fail ${query['wait']}`);
        return reply({ wait: query['wait'] }, { cookies: [`wait=${query['wait']}`] });
      },
    );
    const events = Array.from({ length: 40 }, (_, index) =>
      frontDoorEvent(httpFrontDoors[index % httpFrontDoors.length] ?? 'alb', {
        method: 'GET',
        target: `/?wait=${(index * 7) % 11}&fail=${index % 3}`,
        headers: { origin: index % 2 === 0 ? 'https://a.test' : 'https://b.test' },
        body: '',
      }),
    );
    vi.spyOn(console, 'warn').mockReturnValue();

    const together = await Promise.all(events.map((event) => handler(event, lambdaContext())));
    const alone: unknown[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is meant
    for (const event of events) alone.push(await handler(event, lambdaContext()));

    expect(together).toEqual(alone);
  });
});
