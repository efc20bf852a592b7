import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fitsAsJson } from '../../src/reply/json-size.ts';
import { numRuns } from '../requests.ts';

const sizeOf = (text: string): number => Buffer.byteLength(JSON.stringify(text));

describe('fitsAsJson', () => {
  it.each([
    ['plain text', 'a', false],
    ['quotes', '"', false],
    ['quotes in JSON', '"', true],
    ['backslashes', '\\', false],
    ['control characters', '\u0000', false],
    ['blanks', ' ', false],
    ['Latin-1', 'ü', false],
    ['longer characters', 'あ', false],
    ['pairs of surrogates', '🙂', false],
  ])('is sure of %s at the limit, and not above it', (_, unit, isJson) => {
    const text = unit.repeat(40_000);

    expect(fitsAsJson(text, sizeOf(text), isJson)).toBe(true);
    expect(fitsAsJson(text, sizeOf(text) - 1, isJson)).toBe(false);
  });

  it('is not sure of half a surrogate pair', () => {
    expect(fitsAsJson('\ud800', 1000, false)).toBe(false);
  });

  it('is sure of characters of which a part looks like a quote', () => {
    expect(fitsAsJson('\u6f22', sizeOf('\u6f22'), false)).toBe(true);
    expect(fitsAsJson('\u6f22', sizeOf('\u6f22') - 1, false)).toBe(false);
  });

  it('is never sure of a text that has more', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3000 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 12_000 }), (value, limit) => {
        expect(fitsAsJson(value, limit, false) && sizeOf(value) > limit).toBe(false);
      }),
      { numRuns },
    );
  });

  it('is never sure of JSON that has more', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 2000 }), (json, limit) => {
        expect(fitsAsJson(json, limit, true) && sizeOf(json) > limit).toBe(false);
      }),
      { numRuns },
    );
  });
});
