import { describe, expect, it } from 'vitest';

import { isIntegerBetween } from '../../src/reply/is-integer-between.ts';

describe('isIntegerBetween', () => {
  it.each([
    [400, true],
    [599, true],
    [399, false],
    [600, false],
    [404.5, false],
    ['404', false],
    [Number.NaN, false],
    [null, false],
  ])('of %j is %s', (value, is) => {
    expect(isIntegerBetween(value, 400, 599)).toBe(is);
  });
});
