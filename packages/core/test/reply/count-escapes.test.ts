import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { countEscapes } from '../../src/reply/count-escapes.ts';
import { numRuns } from '../requests.ts';

const countOneByOne = (bytes: Uint8Array): number =>
  bytes.filter((byte) => byte === 0x22 || byte === 0x5c).length;

describe('countEscapes', () => {
  it.each(Array.from({ length: 256 }, (_, byte) => [byte]))('knows byte %i', (byte) => {
    for (const size of [1, 3, 4, 5, 8]) {
      const bytes = new Uint8Array(size).fill(byte);
      expect(countEscapes(bytes)).toBe(countOneByOne(bytes));
    }
  });

  it.each([1019, 1020, 1021, 1024, 2040, 5000])('counts %i of them', (size) => {
    expect(countEscapes(Buffer.alloc(size, '"'))).toBe(size);
    expect(countEscapes(Buffer.alloc(size, '\\'))).toBe(size);
  });

  it('counts no byte because of those beside it', () => {
    const likely = fc.constantFrom(
      0,
      0x01,
      0x21,
      0x22,
      0x23,
      0x5b,
      0x5c,
      0x5d,
      0x7f,
      0x80,
      0xa2,
      0xdc,
      0xff,
    );
    fc.assert(
      fc.property(fc.array(likely, { maxLength: 50 }), fc.nat(3), (values, start) => {
        const bytes = Uint8Array.from(values).subarray(start);
        expect(countEscapes(bytes)).toBe(countOneByOne(bytes));
      }),
      { numRuns: numRuns * 10 },
    );
  });
});
