import { describe, expect, it } from 'vitest';

import { toJoined, toLists } from '../../src/reply/to-lists.ts';

const lines = [
  ['x-a', '1'],
  ['constructor', '2'],
  ['x-a', '3'],
] as const;

describe('toLists', () => {
  it('has the lines of each name in order, and the cookies under theirs', () => {
    expect(toLists(lines, ['a=1', 'b=2'])).toEqual({
      'x-a': ['1', '3'],
      constructor: ['2'],
      'set-cookie': ['a=1', 'b=2'],
    });
  });

  it('has no name for no cookies', () => {
    expect(Object.keys(toLists(lines, []))).toEqual(['x-a', 'constructor']);
  });
});

describe('toJoined', () => {
  it('joins the lines of a name (RFC 9110, 5.3)', () => {
    expect(toJoined(lines)).toEqual({ 'x-a': '1, 3', constructor: '2' });
    expect(toJoined([])).toEqual({});
  });
});
