import { describe, expect, it } from 'vitest';

import {
  addLast,
  addToList,
  decodeQuery,
  parseQuery,
  readQueries,
} from '../../src/request/read-queries.ts';

describe('parseQuery', () => {
  it.each([
    ['', {}],
    ['a=1', { a: ['1'] }],
    ['a=1&b=2&a=3', { a: ['1', '3'], b: ['2'] }],
    ['a&b=&=c', { a: [''], b: [''], '': ['c'] }],
    ['&&a=1&', { a: ['1'] }],
    ['a=b=c', { a: ['b=c'] }],
    ['a+b=c+d%20e%2Bf', { 'a b': ['c d e+f'] }],
    ['%zz=%zz+1', { '%zz': ['%zz+1'] }],
  ])('of %j has the values of each name', (query, values) => {
    expect({ ...parseQuery(addToList, query) }).toEqual(values);
  });

  it('has no value of an empty query, where none is allowed', () => {
    expect(Object.keys(parseQuery(addToList, '', 0))).toEqual([]);
    expect(() => parseQuery(addToList, 'a', 0)).toThrow('1 query values, expected at most 0');
  });

  it('keeps the last value where one is wanted', () => {
    expect({ ...parseQuery(addLast, 'a=1&a=2') }).toEqual({ a: '2' });
  });

  it('takes 1000 values unless told otherwise', () => {
    expect(parseQuery(addToList, Array(1000).fill('a=1').join('&'))['a']).toHaveLength(1000);
    expect(() => parseQuery(addToList, Array(1001).fill('a=1').join('&'))).toThrow(
      expect.objectContaining({
        statusCode: 400,
        message: '1001 query values, expected at most 1000',
      }),
    );
    expect(() => parseQuery(addToList, 'a&b&c', 2)).toThrow('3 query values, expected at most 2');
  });
});

describe('readQueries', () => {
  it('has the lists of one map and the rest of the other', () => {
    const single = { a: '2', b: '3', n: 5, t: true, none: null };
    const multi = { a: ['1', '2'], c: 'x' };

    expect({ ...readQueries(addToList, single, multi) }).toEqual({
      a: ['1', '2'],
      b: ['3'],
      c: ['x'],
      n: ['5'],
      t: ['true'],
      none: [''],
    });
  });

  it.each([undefined, null, 'a=1', ['a']])('has nothing of %j', (map) => {
    expect(Object.keys(readQueries(addToList, map, map))).toEqual([]);
  });

  it('decodes names and values where it is told to', () => {
    expect({ ...readQueries(addToList, { 'a+b': 'c%20d' }, undefined, 10, decodeQuery) }).toEqual({
      'a b': ['c d'],
    });
    expect({ ...readQueries(addToList, { 'a+b': 'c%20d' }, undefined) }).toEqual({
      'a+b': ['c%20d'],
    });
  });

  it('counts every value', () => {
    const read = (limit: number) => readQueries(addToList, { b: '1' }, { a: ['1', '2'] }, limit);

    expect(Object.keys(read(3))).toEqual(['a', 'b']);
    expect(() => read(2)).toThrow(
      expect.objectContaining({ statusCode: 400, message: '3 query values, expected at most 2' }),
    );
  });
});
