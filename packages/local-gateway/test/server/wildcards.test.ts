import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fitsWildcards } from '../../src/server/wildcards.ts';

describe('fitsWildcards', () => {
  it.each([
    ['*', ''],
    ['a*', 'a'],
    ['*.example.com', 'a.b.example.com'],
    ['a?c', 'abc'],
    ['a**c', 'abbc'],
    ['*b*b*', 'abab'],
    ['a.c', 'a.c'],
  ])('finds that %j fits %j', (pattern, text) => {
    expect(fitsWildcards(pattern, text)).toBe(true);
  });

  it.each([
    ['', 'a'],
    ['a?', 'a'],
    ['a', 'A'],
    ['a.c', 'abc'],
    ['*a', 'ab'],
    ['a*b', 'a*c'],
  ])('finds that %j does not fit %j', (pattern, text) => {
    expect(fitsWildcards(pattern, text)).toBe(false);
  });

  it('looks at no case where that is asked for', () => {
    expect(fitsWildcards('*.EXAMPLE.com', 'a.example.COM', 'i')).toBe(true);
  });

  it('fits what a pattern was made of', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '.', '/') }), {
      minLength: 1,
    });

    fc.assert(fc.property(parts, (texts) => fitsWildcards(texts.join('*'), texts.join('ab'))));
  });

  it('ends soon, however many stars a pattern has', () => {
    expect(fitsWildcards(`${'*a'.repeat(500)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});
