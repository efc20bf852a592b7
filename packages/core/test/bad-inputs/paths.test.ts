import { describe, expect, it } from 'vitest';

import { decodeParams } from '../../src/request/decode-params.ts';
import { clientOf } from '../../src/request/forwarded-for.ts';
import { readHost } from '../../src/request/host.ts';
import { parseCookies } from '../../src/request/parse-cookies.ts';
import { addToList, decodeQuery, parseQuery } from '../../src/request/read-queries.ts';
import { requestOf, requestThrough, statusOf } from '../calls.ts';
import { frontDoorEvent, httpFrontDoors } from '../events.ts';

const pathOf = (path: unknown) => requestOf(frontDoorEvent('alb', {}, { path })).path;
const methodOf = (httpMethod: unknown) => requestOf(frontDoorEvent('alb', {}, { httpMethod }));

describe('path parameters', () => {
  it.each(['%zz', '%', '%E0%A4%A', '%C0%AF', '%ED%A0%80'])(
    'CORE-45: are a 400 with a malformed escape: %s',
    (id) => {
      const event = frontDoorEvent('rest-api', {}, { pathParameters: { id } });

      expect(statusOf(() => requestOf(event).params)).toBe(400);
    },
  );

  it('CORE-46: are decoded once, and nothing of them is normalised', () => {
    const params = { a: '%2e%2e%2f', b: '%252e', c: '..%5c', d: '%00', e: 'x%2Fy', f: 'x;y=1' };

    expect(decodeParams(params)).toEqual({
      a: '../',
      b: '%2e',
      c: String.raw`..\ `.trimEnd(),
      d: '\0',
      e: 'x/y',
      f: 'x;y=1',
    });
  });

  it('are those of the event that are text', () => {
    expect(decodeParams({ a: 1, b: null, c: 'x' })).toEqual({ c: 'x' });
    expect(decodeParams('x')).toEqual({});
  });
});

describe('a path', () => {
  it.each(['//evil.com/x', '/%2e%2e/admin', '/a/../b', '/a//b/', '/a%2Fb', '/ü', '/a\nb', '/*'])(
    'CORE-46, CORE-47: stays as it came: %j',
    (path) => {
      expect(pathOf(path)).toBe(path);
    },
  );

  it('CORE-47: starts with a slash', () => {
    expect(pathOf('')).toBe('/');
    expect(pathOf('echo')).toBe('/echo');
    expect(pathOf(undefined)).toBe('/');
    expect(pathOf('x'.repeat(100_000))).toHaveLength(100_001);
  });
});

describe.each(httpFrontDoors)('a host header through %s', (frontDoor) => {
  it.each(['evil.com/abc?x=', 'a#', 'a@b', String.raw`a\b`, '[::1', ':99999', 'a, b', ''])(
    'CORE-48: changes no path, and is no host when it is malformed: "%s"',
    (host) => {
      const request = requestThrough(frontDoor, { headers: { host } });

      expect(request.path).toBe('/hello');
      expect(request.host ?? 'api.example').not.toBe(host);
    },
  );
});

describe('readHost', () => {
  it('takes names and addresses, with a port', () => {
    for (const host of ['api.test', 'localhost:3000', '[::1]:80', '127.0.0.1', 'a-b_c.d']) {
      expect(readHost(host)).toBe(host);
    }
    expect(readHost(undefined)).toBeUndefined();
    expect(readHost('a'.repeat(256))).toBeUndefined();
  });
});

describe('clientOf', () => {
  it.each([
    ['203.0.113.7', 1, '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7', 1, '203.0.113.7'],
    ['198.51.100.1,203.0.113.7,10.0.0.1', 2, '203.0.113.7'],
    ['203.0.113.7', 2, undefined],
    [',203.0.113.7', 2, undefined],
    ['203.0.113.7:4711', 1, '203.0.113.7'],
    ['[2001:db8::1]:4711', 1, '2001:db8::1'],
    ['2001:db8::1', 1, '2001:db8::1'],
    ['::ffff:127.0.0.1', 1, '::ffff:127.0.0.1'],
    ['203.0.113.7, unknown', 1, undefined],
    ['203.0.113.7, ', 1, undefined],
    ['', 1, undefined],
    [undefined, 1, undefined],
    ['203.0.113.7', 0, undefined],
    ['1'.repeat(100), 1, undefined],
  ])('CORE-49: finds the client of "%s" behind %d trusted hops: %s', (header, hops, client) => {
    expect(clientOf(header, hops)).toBe(client);
  });

  it('CORE-49: takes 500 entries', () => {
    const header = `${'198.51.100.1, '.repeat(500)}203.0.113.7`;

    expect(clientOf(header)).toBe('203.0.113.7');
  });
});

describe('CORE-50: forwarding headers', () => {
  it('are not used to build an address', () => {
    const headers = { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'evil' };
    for (const frontDoor of httpFrontDoors) {
      const { protocol, host } = requestThrough(frontDoor, { headers });

      expect(protocol).not.toBe('javascript');
      expect(host).not.toBe('evil');
    }
    const alb = frontDoorEvent('alb', {}, { headers: { 'x-forwarded-proto': 'javascript' } });
    expect(requestOf(alb).protocol).toBeUndefined();
  });
});

describe('a query', () => {
  it('CORE-51: keeps values up to the limit and is refused above', () => {
    const one = Array.from({ length: 1000 }, (_, index) => `a=${index}`).join('&');
    const many = Array.from({ length: 10_000 }, (_, index) => `k${index}=1`).join('&');

    expect(parseQuery(addToList, one)['a']).toHaveLength(1000);
    expect(statusOf(() => parseQuery(addToList, many))).toBe(400);
    expect(Object.keys(parseQuery(addToList, many, 10_000))).toHaveLength(10_000);
    expect(parseQuery(addToList, `a=${','.repeat(100_000)}`)['a']).toEqual([','.repeat(100_000)]);
    const event = frontDoorEvent('alb', {}, { queryStringParameters: { a: '1', b: '2' } });
    expect(statusOf(() => requestOf(event, { limits: { queries: 1 } }).queries)).toBe(400);
  });

  it('CORE-52: is decoded once on a load balancer, malformed escapes stay', () => {
    const sent = { 'a%5B%5D': 'x%2By+z', b: '%zz+%', 'b%': '%E0%A4%A' };

    const { queries } = requestOf(frontDoorEvent('alb', {}, { queryStringParameters: sent }));

    expect(queries).toEqual({ 'a[]': ['x+y z'], b: ['%zz+%'], 'b%': ['%E0%A4%A'] });
  });

  it('CORE-52: keeps both of two names that are one when decoded', () => {
    const sent = { a: ['1'], '%61': ['2'] };

    const event = frontDoorEvent('alb-multi-value', {}, { multiValueQueryStringParameters: sent });

    expect(requestOf(event).queries).toEqual({ a: ['1', '2'] });
  });

  it('keeps names without a value, empty names and brackets', () => {
    expect(parseQuery(addToList, 'flag&empty=&=x&&a[]=1&a=b=c')).toEqual({
      flag: [''],
      empty: [''],
      '': ['x'],
      'a[]': ['1'],
      a: ['b=c'],
    });
    expect(decodeQuery('a+b%2Bc')).toBe('a b+c');
  });

  it('CORE-10: has an empty value for null', () => {
    const event = frontDoorEvent(
      'rest-api',
      {},
      {
        queryStringParameters: { a: null },
        multiValueQueryStringParameters: null,
      },
    );

    expect(requestOf(event).queries).toEqual({ a: [''] });
  });
});

describe('parseCookies', () => {
  it.each([
    ['a=%zz', { a: '%zz' }],
    ['=x', { '': 'x' }],
    ['a', {}],
    ['; ; ;', {}],
    ['a=1; a=2', { a: '1' }],
    ['a=b=c; d="x%20y"; e="', { a: 'b=c', d: '"x y"', e: '"' }],
    ['\u00A0a=1', { '\u00A0a': '1' }],
    ['a=1;b=2', { a: '1', b: '2' }],
    [undefined, {}],
  ])('CORE-53: reads "%s"', (header, cookies) => {
    expect({ ...parseCookies(header) }).toEqual(cookies);
  });

  it('CORE-53: takes 100 KB', () => {
    expect(parseCookies(`a=${'x'.repeat(100_000)}`)['a']).toHaveLength(100_000);
  });

  it('CORE-53: reads no cookies from a list that is none', () => {
    for (const cookies of [null, 'a=1', [], {}]) {
      expect(requestOf(frontDoorEvent('http-api', {}, { cookies })).cookies).toEqual({});
    }
  });
});

describe('a method', () => {
  it('CORE-54: is upper case', () => {
    expect(methodOf('get').method).toBe('GET');
    expect(methodOf('TRACE').method).toBe('TRACE');
    expect(methodOf('CONNECT').method).toBe('CONNECT');
  });

  it.each(['', 'FOO BAR', undefined, 'GET\r\n', 'é', 7])('CORE-54: is a 400 as %j', (method) => {
    expect(statusOf(() => methodOf(method).check())).toBe(400);
  });
});

describe('header lines', () => {
  it('CORE-55: are data, whatever characters they have', () => {
    const headers = { 'a b': 'x\r\ny', '': 'empty', 'c\n': '\0', d: 'emoji 🎉' };

    const request = requestOf(frontDoorEvent('alb', {}, { headers }));

    expect(request.headers).toEqual(headers);
    expect(() => request.toWebRequest()).not.toThrow();
  });

  it('CORE-56: may be long', () => {
    const long = ', a'.repeat(33_000);
    const headers = { accept: long, 'sec-websocket-protocol': long, cookie: long };

    expect(requestOf(frontDoorEvent('alb', {}, { headers })).headers).toEqual(headers);
  });

  it('are refused above the limit', () => {
    const headers = Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`h${i}`, 'x']));
    const event = frontDoorEvent('alb', {}, { headers });

    expect(statusOf(() => requestOf(event).headers)).toBe(431);
    expect(statusOf(() => requestOf(event, { limits: { headers: 257 } }).headers)).toBe(200);
  });
});
