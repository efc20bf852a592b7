import { describe, expect, it } from 'vitest';

import { clientOf } from '../../src/request/forwarded-for.ts';

describe('clientOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:80', '203.0.113.7'],
    ['[2001:db8::1]:80', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:DB8::1', '2001:DB8::1'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113', undefined],
    ['1203.0.113.7', undefined],
    ['203.0.113.7.1', undefined],
    ['203.0.113.7000', undefined],
    ['203.0.113.7:', undefined],
    ['203.0.113.7:x', undefined],
    ['203.0.113.7 x', undefined],
    ['x 203.0.113.7', undefined],
    ['client.test', undefined],
    ['[2001:db8::1]:', undefined],
    ['[2001:db8::g]', undefined],
    ['2001', undefined],
  ])('of %j is %s', (header, client) => {
    expect(clientOf(header)).toBe(client);
  });

  it('is unknown without a header', () => {
    expect(clientOf(undefined)).toBeUndefined();
  });

  it('takes entries of 64 characters', () => {
    const long = (length: number) => `${'0'.repeat(length - 2)}:1`;

    expect(clientOf(long(64))).toBe(long(64));
    expect(clientOf(long(65))).toBeUndefined();
  });

  it.each([
    [3, '10.0.0.1'],
    [2, '10.0.0.2'],
    [4, undefined],
    [0, undefined],
    [-1, undefined],
  ])('with %i trusted hops is the entry that the outermost has written: %s', (hops, client) => {
    expect(clientOf('10.0.0.1, 10.0.0.2,10.0.0.3', hops)).toBe(client);
  });

  it('is unknown where there are fewer entries than trusted hops', () => {
    expect(clientOf('2001:db8::12', 2)).toBeUndefined();
    expect(clientOf('2001:db8::12,2001:db8::34', 3)).toBeUndefined();
  });

  it.each([
    [',', 2],
    [',', 3],
    [',10.0.0.1', 4],
    [', 10.0.0.1', 3],
    [',10.0.0.1', 2],
    ['10.0.0.1,', 1],
    [',10.0.0.1', Infinity],
  ])('is unknown of the empty entries in %j with %i trusted hops', (header, hops) => {
    expect(clientOf(header, hops)).toBeUndefined();
  });
});
