import { describe, expect, it } from 'vitest';

import { parseCookies } from '../../src/request/parse-cookies.ts';
import { addToList, parseQuery } from '../../src/request/read-queries.ts';
import { requestOf, requestThrough, statusOf } from '../calls.ts';
import { frontDoorEvent, frontDoors, httpFrontDoors } from '../events.ts';

const bare: Record<string, unknown> = {};

describe.each(httpFrontDoors)('a JSON body through %s', (frontDoor) => {
  it.each([
    ['CORE-16', '{"__proto__":{"x":1}}'],
    ['CORE-17', String.raw`{"\u005f\u005fproto__":{"x":1}}`],
    ['CORE-18', '{"constructor":{"prototype":{"x":1}}}'],
    ['CORE-19', '{"a":[{"b":{"__proto__":1}}]}'],
  ])('%s: is refused with a key that may reach a prototype', (_id, body) => {
    const request = requestThrough(frontDoor, { body });

    expect(statusOf(() => request.body)).toBe(400);
    expect(bare['x']).toBeUndefined();
  });

  it.each([
    ['CORE-20', '{"constructor":"Acme Ltd"}'],
    ['CORE-20', '{"a":"text __proto__ text"}'],
    ['CORE-20', '{"prototype":1}'],
  ])('%s: is not refused for %s', (_id, body) => {
    expect(requestThrough(frontDoor, { body }).body).toEqual(JSON.parse(body));
  });
});

describe('a map of text', () => {
  it('CORE-21: has query names as keys of its own, and nothing nested', () => {
    const query = '__proto__=1&__proto__[x]=1&a[__proto__][x]=1&constructor[prototype][x]=1';

    const queries = parseQuery(addToList, query);

    expect(Object.entries(queries)).toEqual([
      ['__proto__', ['1']],
      ['__proto__[x]', ['1']],
      ['a[__proto__][x]', ['1']],
      ['constructor[prototype][x]', ['1']],
    ]);
    expect(bare['x']).toBeUndefined();
  });

  it('CORE-22: has header names as keys of its own', () => {
    const names = ['constructor', 'hasownproperty', 'tostring', '__proto__'];
    const sent = Object.fromEntries(names.map((name) => [name, 'sent']));
    Object.defineProperty(sent, '__proto__', { value: 'sent', enumerable: true });

    const { headers } = requestOf(frontDoorEvent('http-api', {}, { headers: sent }));

    expect(Object.keys(headers).toSorted()).toEqual(names.toSorted());
    expect(requestThrough('http-api', {}).headers['constructor']).toBeUndefined();
  });

  it('CORE-23: has path parameters and cookies as keys of its own', () => {
    const pathParameters: unknown = JSON.parse('{"__proto__":"1"}');

    const { params } = requestOf(frontDoorEvent('rest-api', {}, { pathParameters }));

    expect(Object.entries(params)).toEqual([['__proto__', '1']]);
    expect(Object.entries(parseCookies('__proto__=1'))).toEqual([['__proto__', '1']]);
  });

  it('CORE-24: has form fields as keys of its own, and nothing nested', () => {
    const { body } = requestThrough('rest-api', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '__proto__.x=1&a.__proto__.x=1&__proto__[x]=1&__proto__=1&__proto__=2',
    });

    expect(Object.entries(body as object)).toEqual([
      ['__proto__.x', '1'],
      ['a.__proto__.x', '1'],
      ['__proto__[x]', '1'],
      ['__proto__', ['1', '2']],
    ]);
    expect(Object.getPrototypeOf(body)).toBeNull();
    expect(bare['x']).toBeUndefined();
  });
});

const requestWith = (event: unknown): string => JSON.stringify(requestOf(event));

describe.each(frontDoors)('CORE-25: a polluted prototype, behind %s', (frontDoor) => {
  const reads = new Set<string>();

  function recording<Value>(value: Value): Value {
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value, {
      get(target, key, receiver): unknown {
        if (typeof key === 'string') reads.add(key);
        return recording(Reflect.get(target, key, receiver));
      },
    });
  }

  it.each(['enumerable', 'hidden'])('changes nothing, %s', (kind) => {
    const event = frontDoorEvent(frontDoor);
    const clean = requestWith(event);
    requestWith(recording(event));
    const members = [...reads].filter((key) => !(key in bare) && !/^\d+$/.test(key));

    for (const member of members) {
      const value = { forged: 'forged', 0: 'forged' };
      // oxlint-disable-next-line eslint/no-extend-native -- what this test is about
      Object.defineProperty(Object.prototype, member, {
        value,
        configurable: true,
        writable: true,
        enumerable: kind === 'enumerable',
      });
      try {
        expect(`${member}: ${requestWith(event)}`).toBe(`${member}: ${clean}`);
      } finally {
        Reflect.deleteProperty(Object.prototype, member);
      }
    }
    expect(members).not.toEqual([]);
  });
});
