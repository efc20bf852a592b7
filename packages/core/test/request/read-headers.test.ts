import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findHeader, type HeaderMaps, readHeaders } from '../../src/request/read-headers.ts';
import { numRuns } from '../requests.ts';

const name = fc.constantFrom('accept', 'Accept', 'ACCEPT', 'cookie', 'Cookie', 'x-a', '');
const line = fc.oneof(fc.constantFrom('a', 'b', ''), fc.integer(), fc.boolean(), fc.constant(null));
const maps: fc.Arbitrary<HeaderMaps> = fc.record(
  {
    single: fc.option(fc.dictionary(name, line, { maxKeys: 4 }), { nil: null }),
    multi: fc.option(fc.dictionary(name, fc.oneof(line, fc.array(line, { maxLength: 3 }))), {
      nil: undefined,
    }),
    cookies: fc.array(fc.constantFrom('a=1', 'b=2'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

describe('readHeaders', () => {
  it('has no prototype, so that no name is special', () => {
    expect(Object.getPrototypeOf(readHeaders({}))).toBeNull();
  });

  it('joins the lines of a name in any spelling', () => {
    const headers = readHeaders({
      single: { 'X-A': '1', 'x-a': '2', Cookie: 'a=1', cookie: 'b=2' },
    });

    expect(headers).toEqual({ 'x-a': '1, 2', cookie: 'a=1; b=2' });
  });

  it('takes each value of the multi value map in place of the single one (REST-6)', () => {
    const headers = readHeaders({
      single: { 'X-A': '2', 'X-B': 'only here' },
      multi: { 'X-A': ['1', '2'] },
    });

    expect(headers).toEqual({ 'x-a': '1, 2', 'x-b': 'only here' });
  });

  it('takes a name of both maps once, in whatever order they have it (REST-32)', () => {
    const single = { 'X-C': '4', 'X-B': '3', 'X-A': '2' };
    const multi = { 'X-A': ['1', '2'], 'X-B': ['3'] };

    expect(readHeaders({ single, multi })).toEqual({ 'x-a': '1, 2', 'x-b': '3', 'x-c': '4' });
    expect(readHeaders({ single, multi }, 4)).toBeDefined();
  });

  it('takes the cookies that an event has apart, unless its headers have some (HTTP2-14, FURL-2)', () => {
    const cookies = ['a=1', 'b=2'];

    expect(readHeaders({ single: {}, cookies })).toEqual({ cookie: 'a=1; b=2' });
    expect(readHeaders({ single: { cookie: 'c=3' }, cookies })).toEqual({ cookie: 'c=3' });
    expect(readHeaders({ single: {}, cookies: [] })).toEqual({});
  });

  it('refuses more lines than the limit', () => {
    const many = { single: { a: '1' }, multi: { b: ['1', '2'] } };

    expect(readHeaders(many, 3)).toEqual({ a: '1', b: '1, 2' });
    expect(() => readHeaders(many, 2)).toThrow('3 header lines, expected at most 2');
  });
});

describe('findHeader', () => {
  it('gives what is in the map of all', () => {
    fc.assert(
      fc.property(maps, fc.constantFrom('accept', 'cookie', 'x-a'), (found, wanted) => {
        expect(findHeader(found, wanted)).toBe(readHeaders(found)[wanted]);
      }),
      { numRuns },
    );
  });
});
