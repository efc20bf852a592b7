import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { proxyHandler, reply } from '../../src/index.ts';
import { answer, type FrontDoorName, httpFrontDoors } from '../answer.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

let log: MockInstance<typeof console.error>;

beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  log.mockRestore();
});

/** What a client and the log get to know of a failure. */
async function failureOf(response: Response): Promise<unknown> {
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: await response.json(),
    log: log.mock.calls.map(([line]) => JSON.stringify(JSON.parse(String(line)))),
  };
}

/** The reply that says nothing, and the one log line that says why. */
function hiddenFailure(reason: string): unknown {
  return {
    status: 500,
    type: 'application/problem+json',
    body: { title: 'Internal Server Error', status: 500, requestId: expect.any(String) },
    log: [expect.stringContaining(JSON.stringify(reason).slice(1, -1))],
  };
}

const doors: readonly FrontDoorName[] = [...httpFrontDoors, 'lambda'];

describe.each(doors)('a reply that cannot be sent, behind %s', (frontDoor) => {
  it.each([
    ['a line break', 'a\r\nSet-Cookie: x=1'],
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['NUL', 'a\0b'],
    ['DEL', 'a\x7fb'],
  ])('CORE-57 a header value with %s is a logged 500', async (_, value) => {
    const response = await answer(frontDoor, () => reply('', { headers: { 'x-a': value } }));

    expect(await failureOf(response)).toEqual(hiddenFailure('expected one line of Latin-1 text'));
  });

  it.each(['a\r\nb', 'a b', '', 'a:b', 'ü'])(
    'CORE-57 the header name %j is a logged 500',
    async (name) => {
      const response = await answer(frontDoor, () => reply('', { headers: { [name]: 'a' } }));

      expect(await failureOf(response)).toEqual(hiddenFailure('expected a token'));
    },
  );

  it.each([
    ['a header', { headers: { 'set-cookie': 'a=1\r\nx: y' } }],
    ['the list of cookies', { cookies: ['a=1\r\nx: y'] }],
  ])('CORE-57 a cookie with a line break in %s is a logged 500', async (_, init) => {
    const response = await answer(frontDoor, () => reply('', init));

    expect(await failureOf(response)).toEqual(hiddenFailure('expected one line of Latin-1 text'));
  });

  it.each(['a\u0100b', '😀', '\ud800'])(
    'CORE-61 the header value %j is a logged 500',
    async (value) => {
      const response = await answer(frontDoor, () => reply('', { headers: { 'x-a': value } }));

      expect(await failureOf(response)).toEqual(hiddenFailure('expected one line of Latin-1 text'));
    },
  );

  it.each([
    ['an object', {}],
    ['a symbol', Symbol('a')],
    ['a function', () => 'a'],
    ['an invalid date', new Date(Number.NaN)],
    ['a list of lists', [['a']]],
  ])('CORE-62 %s as a header value is a logged 500', async (_, value) => {
    const headers = { 'x-a': value } as unknown as Record<string, string>;

    const response = await answer(frontDoor, () => reply('', { headers }));

    expect(await failureOf(response)).toEqual(
      hiddenFailure('expected text, a number, a boolean or a date'),
    );
  });

  it.each([
    0,
    99,
    100,
    101,
    199,
    600,
    1000,
    Number.NaN,
    200.5,
    -1,
    Number.POSITIVE_INFINITY,
    '200',
    'abc',
    null,
  ])('CORE-63 CORE-64 the status %s of a proxy result is a logged 500', async (statusCode) => {
    const response = await answer(frontDoor, () => ({ statusCode, body: 'secret' }));

    expect(await failureOf(response)).toEqual(hiddenFailure('expected an integer from 200 to 599'));
  });

  it.each([0, 99, 101, 600, Number.NaN, 200.5])(
    'CORE-63 CORE-64 the status %s of reply() is a logged 500',
    async (statusCode) => {
      const response = await answer(frontDoor, () => reply('', { statusCode }));

      expect(await failureOf(response)).toEqual(
        hiddenFailure('expected an integer from 200 to 599'),
      );
    },
  );

  it.each(hopeless)('CORE-66 %s is a logged 500 that names nothing', async (_, make, reason) => {
    const response = await answer(frontDoor, make);

    expect(await failureOf(response)).toEqual(hiddenFailure(reason));
  });

  it.each([
    ['text', () => 'a'.repeat(7_000_000)],
    ['bytes', () => new Uint8Array(7_000_000).fill(0xff)],
    ['a proxy result', () => ({ statusCode: 200, body: 'ü'.repeat(4_000_000) })],
    ['JSON of many escapes', () => ({ statusCode: 200, body: '\0'.repeat(1_100_000) })],
    ['JSON', () => ['a'.repeat(7_000_000)]],
  ])('CORE-67 too many bytes of %s are a logged 500', async (_, make) => {
    // The limit of the load balancer is lower, that of an error of the function higher.
    const response = await answer(frontDoor, make);

    expect(await failureOf(response)).toEqual(hiddenFailure('bytes of JSON, expected at most'));
  });

  it('CORE-67 a stream without end is cut off and a logged 500', async () => {
    let ended = false;
    let chunks = 0;
    const response = await answer(frontDoor, async function* endless() {
      try {
        for (; ; chunks += 1) yield 'a'.repeat(1_000_000);
      } finally {
        ended = true;
      }
    });

    expect(await failureOf(response)).toEqual(hiddenFailure('which no reply can carry as a whole'));
    expect(ended).toBe(true);
    expect(chunks).toBeLessThan(7);
  });
});

describe('a reply that cannot be sent, behind lambda, as an error', () => {
  it('CORE-67 too many bytes are a logged 500', async () => {
    const response = await answer('lambda', () =>
      reply('a'.repeat(7_000_000), { statusCode: 404 }),
    );

    expect(await failureOf(response)).toEqual(hiddenFailure('bytes of JSON, expected at most'));
  });
});

const canary = 'hunter2';

function fail(): never {
  throw Object.assign(new Error(canary), { statusCode: 404, headers: { 'x-leak': canary } });
}

function object(): never {
  throw new Error(canary);
}

const circle: Record<string, unknown> = { secret: canary };
circle['circle'] = circle;

function deep(depth: number): unknown {
  let value: unknown = canary;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

const hopeless: readonly (readonly [string, () => unknown, string])[] = [
  ['a cycle', () => circle, 'body has no JSON'],
  ['a BigInt', () => 1n, 'body has no JSON'],
  ['a nested BigInt', () => ({ secret: canary, big: 1n }), 'body has no JSON'],
  ['a symbol', () => Symbol(canary), 'body is symbol, which has no JSON'],
  ['a function', () => () => canary, 'body is function, which has no JSON'],
  ['a map', () => new Map([[canary, 1]]), '[object Map]'],
  ['a set', () => new Set([canary]), '[object Set]'],
  ['search parameters', () => new URLSearchParams({ a: canary }), '[object URLSearchParams]'],
  ['a toJSON that throws', () => ({ toJSON: fail }), 'body has no JSON'],
  ['a toJSON without a result', () => ({ toJSON: () => undefined }), 'which has no JSON'],
  [
    'a getter that throws',
    () => ({
      get a() {
        return fail();
      },
    }),
    'body has no JSON',
  ],
  [
    'a statusCode that throws',
    () => ({
      get statusCode() {
        return fail();
      },
      body: '',
    }),
    'reply cannot be sent',
  ],
  [
    'headers that throw',
    () =>
      reply('', {
        headers: {
          get a() {
            return fail();
          },
        },
      }),
    'reply cannot be sent',
  ],
  [
    'a proxy that objects',
    () => new Proxy({}, { ownKeys: object, getPrototypeOf: object, get: object }),
    canary,
  ],
  ['an invalid date', () => new Date(Number.NaN), 'body is an invalid date'],
  ['a depth without end', () => deep(100_000), 'body has no JSON'],
  ['a promise inside of reply()', () => reply(Promise.resolve(canary)), 'body is a promise'],
  ['an error that is returned', () => new Error(canary), canary],
  [
    'a stream that fails',
    async function* failing() {
      yield 'a';
      throw new Error(canary);
    },
    canary,
  ],
  [
    'a stream of objects',
    async function* objects() {
      yield { canary };
    },
    'stream gave an object',
  ],
  ['headers that are text', () => reply('', { headers: canary as never }), 'headers are the text'],
  [
    'headers that are a number',
    () => reply('', { headers: 5 as never }),
    'headers are the number 5',
  ],
  [
    'pairs of headers that are none',
    () => reply('', { headers: [canary] as never }),
    'expected a name and a value',
  ],
  ['cookies that are text', () => ({ statusCode: 200, cookies: canary }), 'expected a list'],
  ['a cookie that is none', () => ({ statusCode: 200, cookies: [7] }), 'cookie is the number 7'],
  [
    'base64 that is none',
    () => ({ statusCode: 200, body: `${canary}%`, isBase64Encoded: true }),
    'body is not base64',
  ],
  [
    'a flag that is none',
    () => ({ statusCode: 200, body: canary, isBase64Encoded: 'true' }),
    'expected true or false',
  ],
  ['a web Response that failed', () => Response.error(), 'status is the number 0'],
];

describe.each(httpFrontDoors)('a reply that is not what it seems, behind %s', (frontDoor) => {
  it('CORE-60 several cookies are several lines, an Expires with its comma among them', async () => {
    const expires = 'a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT; Path=/';
    vi.spyOn(console, 'warn').mockReturnValue();

    const response = await answer(frontDoor, () =>
      reply('', { headers: { 'Set-Cookie': [expires, 'b=2'] }, cookies: ['c=3'] }),
    );

    expect(response.headers.getSetCookie().toSorted()).toEqual([expires, 'b=2', 'c=3']);
  });

  it.each([
    [
      'a proxy result of payload 1.0',
      () => ({ statusCode: 200, multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] } }),
    ],
    ['a proxy result of payload 2.0', () => ({ statusCode: 200, cookies: ['a=1', 'b=2'] })],
    [
      'two spellings',
      () => ({ statusCode: 200, headers: { 'set-cookie': 'a=1', 'Set-Cookie': 'b=2' } }),
    ],
    [
      'a web Response',
      () =>
        new Response('', {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        }),
    ],
    [
      'pairs',
      () =>
        reply('', {
          headers: [
            ['set-cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
          ],
        }),
    ],
  ])('CORE-60 both cookies of %s reach the client', async (_, make) => {
    vi.spyOn(console, 'warn').mockReturnValue();

    const response = await answer(frontDoor, make);

    expect(response.headers.getSetCookie().toSorted()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['undefined', undefined, null],
    ['null', null, null],
    ['an empty list', [], null],
    ['a number', 7, '7'],
    ['a big integer', 7n, '7'],
    ['a boolean', false, 'false'],
    ['a date', new Date(0), 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['a list', ['a', 1, undefined, true], 'a, 1, true'],
    ['empty text', '', ''],
  ])('CORE-62 %s as a header is left out or text', async (_, value, text) => {
    const headers = { 'x-a': value } as unknown as Record<string, string>;

    const response = await answer(frontDoor, () => reply('', { headers }));

    expect(response.status).toBe(200);
    expect(response.headers.get('x-a')).toBe(text);
  });

  it('CORE-62 headers named __proto__ and constructor break nothing', async () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":"b","x-c":"d"}') as Record<
      string,
      string
    >;

    const response = await answer(frontDoor, () => reply('ok', { headers }));

    expect(response.status).toBe(200);
    expect(response.headers.get('constructor')).toBe('b');
    expect(response.headers.get('x-c')).toBe('d');
  });

  it.each([
    ['headers', { headers: { 'x-a': 'a'.repeat(7_000_000) } }],
    ['cookies', { cookies: [`a=${'a'.repeat(7_000_000)}`] }],
  ])('CORE-67 too many bytes of %s are a logged 500', async (_, init) => {
    const response = await answer(frontDoor, () => reply('', init));

    expect(await failureOf(response)).toEqual(hiddenFailure('bytes of JSON, expected at most'));
  });

  it('CORE-25 a polluted prototype changes no result', async () => {
    const event = frontDoorEvent(frontDoor, { method: 'GET', headers: {}, body: '' });
    const handler = proxyHandler(() => ({ ok: true }));
    const clean = await handler(event, lambdaContext());
    const polluted = { statusCode: 404, headers: { 'x-a': 'b' }, body: 'no', cookies: ['a=1'] };
    Object.assign(Object.prototype, polluted, { isBase64Encoded: true, multiValueHeaders: {} });

    const result = await handler(event, lambdaContext()).finally(() => {
      for (const key of ['isBase64Encoded', 'multiValueHeaders', ...Object.keys(polluted)]) {
        Reflect.deleteProperty(Object.prototype, key);
      }
    });

    expect(JSON.stringify(result)).toBe(JSON.stringify(clean));
  });

  it('never changes what the handler returned', async () => {
    const headers = Object.freeze({ 'X-A': Object.freeze(['a', 'b']) });
    const returned = Object.freeze({ statusCode: 200, headers, body: 'a' });

    const response = await answer(frontDoor, () => returned);

    expect(response.status).toBe(200);
    expect(returned).toEqual({ statusCode: 200, headers: { 'X-A': ['a', 'b'] }, body: 'a' });
  });

  it('of two spellings of a name the later counts', async () => {
    const response = await answer(frontDoor, () =>
      reply('', {
        headers: { 'Content-Type': 'text/html', 'content-type': 'text/css', 'x-a': '1' },
      }),
    );

    expect(response.headers.get('content-type')).toBe('text/css');
    expect(response.headers.get('x-a')).toBe('1');
  });

  it('the maps of a proxy result are one, equal lines once (RESP-12)', async () => {
    const response = await answer(frontDoor, () => ({
      statusCode: 200,
      headers: { 'X-A': 'b', 'x-c': 'd' },
      multiValueHeaders: { 'x-a': ['a', 'b'] },
      body: '',
    }));

    expect(response.headers.get('x-a')).toBe('a, b');
    expect(response.headers.get('x-c')).toBe('d');
  });

  it('what the front door counts or owns is left to it', async () => {
    const response = await answer(frontDoor, () =>
      reply('four', {
        headers: { 'Content-Length': '9', Connection: 'close', 'transfer-encoding': 'chunked' },
      }),
    );

    expect(response.headers.get('content-length')).toBe('4');
    expect([...response.headers.keys()].filter((name) => name.includes('remapped'))).toEqual([]);
    expect(response.headers.get('connection') ?? 'keep-alive').toBe('keep-alive');
  });
});
