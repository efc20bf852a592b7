import { describe, expect, it } from 'vitest';

import { countBytes, encodeBytes, encodedBytes } from '../../src/reply/encode-bytes.ts';

describe('encodeBytes', () => {
  it.each([
    ['text', Buffer.from('grü'), { body: 'grü', isBase64Encoded: false }],
    ['nothing', Buffer.alloc(0), { body: '', isBase64Encoded: false }],
    ['bytes', Buffer.of(0xff, 0), { body: '/wA=', isBase64Encoded: true }],
    [
      'a view of some bytes',
      Uint8Array.of(0xff, 0x61, 0x62, 0xff).subarray(1, 3),
      { body: 'ab', isBase64Encoded: false },
    ],
  ])('of %s', (_, bytes, encoded) => {
    expect(encodeBytes(bytes)).toEqual(encoded);
    expect(Buffer.from(encodedBytes(encoded)).equals(bytes)).toBe(true);
    expect(countBytes(encoded)).toBe(bytes.byteLength);
  });
});
