import { describe, expect, it } from 'vitest';

import { acceptedCoding } from '../../src/reply/accept-encoding.ts';

describe('acceptedCoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['GZIP ; Q=0.3 , br ; q=0.2', 'gzip'],
    ['gzip;q=0.5, br;q=0.5', 'br'],
    ['gzip;level=9;q=0, br;level=9;q=0.1', 'br'],
    ['gzip;level=9', 'gzip'],
    ['gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['gzip;q=0.4, identity;q=0.5', undefined],
    ['identity;q=0', undefined],
    ['*;q=0.5, gzip;q=0.4', 'br'],
    ['*;q=0', undefined],
    ['br;q=, gzip;q=0.1', 'gzip'],
  ])('of %j is %j', (header, coding) => {
    expect(acceptedCoding(header, ['br', 'gzip'])).toBe(coding);
  });

  it('is read from the first 1024 characters', () => {
    expect(acceptedCoding('gzip'.padStart(1024), ['gzip'])).toBe('gzip');
    expect(acceptedCoding('gzip'.padStart(1025), ['gzip'])).toBeUndefined();
  });

  it('is none of no codings', () => {
    expect(acceptedCoding('*', [])).toBeUndefined();
  });
});
