import { assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeForm, decodePercent } from '../../src/front-doors/percent-decoding.ts';
import { anyText, wellFormedText } from './texts.ts';

describe('decodePercent', () => {
  it.each([
    ['a%20b', 'a b'],
    ['a+b', 'a+b'],
    ['%E2%98%95', '☕'],
    ['%e2%98%95', '☕'],
    ['%252F', '%2F'],
    ['%', '%'],
    ['%zz%4', '%zz%4'],
    ['/pa2%Fth', '/pa2%Fth'],
    ['%ff', '\u{FFFD}'],
    ['%C0%AF', '\u{FFFD}\u{FFFD}'],
    ['☕', '☕'],
    ['', ''],
  ])('decodes %s once to %s', (text, decoded) => {
    expect(decodePercent(text)).toBe(decoded);
  });

  it('undoes what encodeURIComponent does', { timeout: 60_000 }, () => {
    assert(
      property(wellFormedText, (text) => {
        expect(decodePercent(encodeURIComponent(text))).toBe(text);
      }),
    );
  });

  it('leaves text without percent signs alone, and never throws', { timeout: 60_000 }, () => {
    assert(
      property(anyText, (text) => {
        const plain = text.replaceAll('%', '');
        expect(decodePercent(plain)).toBe(plain);
        expect(decodePercent(text)).toBeTypeOf('string');
      }),
    );
  });
});

describe('decodeForm', () => {
  it('takes a plus sign for a blank, an escaped one for itself', () => {
    expect(decodeForm('a+b%2Bc')).toBe('a b+c');
  });

  it('undoes what URLSearchParams does', { timeout: 60_000 }, () => {
    assert(
      property(wellFormedText, (text) => {
        const encoded = new URLSearchParams([['', text]]).toString().slice(1);
        expect(decodeForm(encoded)).toBe(text);
      }),
    );
  });
});
