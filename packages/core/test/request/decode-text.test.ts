import { describe, expect, it } from 'vitest';

import { decodeText } from '../../src/request/decode-text.ts';

describe('decodeText', () => {
  it.each([
    ['utf-8', Buffer.from('é')],
    ['utf8', Buffer.from('é')],
    ['us-ascii', Buffer.from('é')],
    [undefined, Buffer.from('é')],
    ['iso-8859-1', Buffer.of(0xe9)],
    ['latin1', Buffer.of(0xe9)],
    ['utf-16', Buffer.of(0xe9, 0x00)],
    ['utf-16le', Buffer.of(0xe9, 0x00)],
    ['utf-16be', Buffer.of(0x00, 0xe9)],
    ['utf-16', Buffer.of(0xff, 0xfe, 0xe9, 0x00)],
    ['utf-16', Buffer.of(0xfe, 0xff, 0x00, 0xe9)],
  ])('reads %s', (charset, bytes) => {
    expect(decodeText(bytes, charset)).toBe('é');
  });

  it.each([
    ['\u00fe', Buffer.of(0xfe, 0x00)],
    ['\uff00', Buffer.of(0x00, 0xff)],
  ])('takes no half of a byte order mark for one, as in %j', (text, bytes) => {
    expect(decodeText(bytes, 'utf-16')).toBe(text);
  });

  it.each([
    ['utf-8', Buffer.of(0xff)],
    ['utf-16le', Buffer.of(0x00, 0xd8)],
    ['utf-16be', Buffer.of(0xd8, 0x00)],
  ])('refuses bytes that are not %s with 400', (charset, bytes) => {
    expect(() => decodeText(bytes, charset)).toThrow(
      expect.objectContaining({ statusCode: 400, message: `body is not ${charset}` }),
    );
  });

  it('refuses another charset with 415, and says which there are', () => {
    expect(() => decodeText(Buffer.of(0), 'ebcdic')).toThrow(
      expect.objectContaining({
        statusCode: 415,
        message: 'charset is unknown, expected utf-8, iso-8859-1 or utf-16',
      }),
    );
  });
});
