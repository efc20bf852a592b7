import { describe, expect, it } from 'vitest';

import { limitHeaders, readHeaders } from '../../src/request/read-headers.ts';

describe('readHeaders', () => {
  it('has no prototype, so that no name is special', () => {
    expect(Object.getPrototypeOf(readHeaders({}).map)).toBeNull();
  });

  it('joins the lines of a name in any spelling', () => {
    const { map } = readHeaders({
      single: { 'X-A': '1', 'x-a': '2', Cookie: 'a=1', cookie: 'b=2' },
    });

    expect(map).toEqual({ 'x-a': '1, 2', cookie: 'a=1; b=2' });
  });

  it('takes each value of the multi value map in place of the single one (REST-6)', () => {
    const { map } = readHeaders({
      single: { 'X-A': '2', 'X-B': 'only here' },
      multi: { 'X-A': ['1', '2'] },
    });

    expect(map).toEqual({ 'x-a': '1, 2', 'x-b': 'only here' });
  });

  it('takes a name of both maps once, in whatever order they have it (REST-32)', () => {
    const single = { 'X-C': '4', 'X-B': '3', 'X-A': '2' };
    const multi = { 'X-A': ['1', '2'], 'X-B': ['3'] };

    expect(readHeaders({ single, multi })).toEqual({
      map: { 'x-a': '1, 2', 'x-b': '3', 'x-c': '4' },
      lines: 4,
    });
  });

  it('takes the cookies that an event has apart, unless its headers have some (HTTP2-14, FURL-2)', () => {
    const cookies = ['a=1', 'b=2'];

    expect(readHeaders({ single: {}, cookies }).map).toEqual({ cookie: 'a=1; b=2' });
    expect(readHeaders({ single: { cookie: 'c=3' }, cookies }).map).toEqual({ cookie: 'c=3' });
    expect(readHeaders({ single: {}, cookies: [] }).map).toEqual({});
  });

  it('takes no cookies that are no text (CORE-09)', () => {
    const cookies = ['a=1', null, { toString: 1 }, ['b=2'], 'c=3'];

    expect(readHeaders({ cookies }).map).toEqual({ cookie: 'a=1; c=3' });
    expect(readHeaders({ cookies: [{}] }).map).toEqual({});
  });
});

describe('limitHeaders', () => {
  it('refuses more lines than the limit', () => {
    const many = readHeaders({ single: { a: '1' }, multi: { b: ['1', '2'] } });

    expect(limitHeaders(many, 3)).toEqual({ a: '1', b: '1, 2' });
    expect(() => limitHeaders(many, 2)).toThrow('3 header lines, expected at most 2');
  });
});
