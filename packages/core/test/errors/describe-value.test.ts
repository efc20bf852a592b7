import { describe, expect, it } from 'vitest';

import { describeValue } from '../../src/errors/describe-value.ts';

describe('describeValue', () => {
  it.each([
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a list', ['secret'], 'a list'],
    ['an object', { secret: 1 }, 'an object'],
    ['a number', 5, 'the number 5'],
    ['a boolean', false, 'the boolean false'],
    ['text', 'a"b', String.raw`the text "a\"b"`],
    ['a function', () => 'secret', 'function'],
    ['a symbol', Symbol('secret'), 'symbol'],
    ['a big integer', 7n, 'bigint'],
  ])('says what %s is, and nothing that it holds', (_, value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  it('cuts text after 60 characters', () => {
    expect(describeValue(`${'a'.repeat(60)}b`)).toBe(`the text "${'a'.repeat(60)}"`);
  });
});
