import { describe, expect, it } from 'vitest';

import { HttpError } from '../../src/errors/errors.ts';
import { decodeBytes, isLonger } from '../../src/request/decode-bytes.ts';

describe('decodeBytes', () => {
  it.each([
    ['grü', false, Buffer.from('grü')],
    ['', false, Buffer.alloc(0)],
    ['', true, Buffer.alloc(0)],
    ['AAEC', true, Buffer.of(0, 1, 2)],
    ['AAE=', true, Buffer.of(0, 1)],
    ['AA==', true, Buffer.of(0)],
    ['+/+/', true, Buffer.of(0xfb, 0xff, 0xbf)],
    ['a9Z0', true, Buffer.from('a9Z0', 'base64')],
  ])('of %j, base64: %s, are the bytes', (body, isBase64Encoded, bytes) => {
    expect(Buffer.from(decodeBytes(body, isBase64Encoded)).equals(bytes)).toBe(true);
  });

  it.each(['A', 'AA', 'AAA', 'AA=', 'A===', '====', 'AA=A', 'AA A', 'AA-_', 'AA==AA==', 'AAE=\n'])(
    'refuses the base64 %j with 400',
    (body) => {
      expect(() => decodeBytes(body, true)).toThrow(new HttpError(400, 'body is not base64'));
      expect(() => decodeBytes(body, true)).toThrow(expect.objectContaining({ statusCode: 400 }));
    },
  );
});

describe('isLonger', () => {
  it.each([
    ['AAEC', true, 3],
    ['AAE=', true, 2],
    ['AA==', true, 1],
    ['AAECAAE=', true, 5],
    ['abc', false, 3],
    ['ü', false, 2],
    ['€€', false, 6],
    ['😀', false, 4],
    ['', false, 0],
    ['', true, 0],
  ])('counts the bytes of %j, base64: %s, as %i', (body, isBase64Encoded, bytes) => {
    expect(isLonger(body, isBase64Encoded, bytes - 1)).toBe(true);
    expect(isLonger(body, isBase64Encoded, bytes)).toBe(false);
    expect(isLonger(body, isBase64Encoded, bytes * 3)).toBe(false);
  });
});
