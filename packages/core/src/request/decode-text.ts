import { HttpError } from '../errors/errors.ts';

/**
 * Text of bytes in a charset: utf-8, iso-8859-1 or utf-16.
 *
 * @throws {@link HttpError} 400 for bytes that are no text in that charset, 415 for any other charset.
 */
export function decodeText(bytes: Uint8Array, charset = 'utf-8'): string {
  const decoder = decoderOf(charset === 'utf-16' && isBigEndian(bytes) ? 'utf-16be' : charset);
  if (decoder === undefined) {
    throw new HttpError(415, 'charset is unknown, expected utf-8, iso-8859-1 or utf-16');
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new HttpError(400, `body is not ${charset}`);
  }
}

// By its byte order mark (RFC 2781, 3.3); without one it is what nearly everybody sends.
function isBigEndian(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && bytes[1] === 0xff;
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | undefined {
  switch (charset) {
    case 'utf-8':
    case 'utf8':
    case 'us-ascii':
      return new TextDecoder('utf-8', { fatal: true });
    case 'iso-8859-1':
    case 'latin1':
      return new TextDecoder('iso-8859-1');
    case 'utf-16':
    case 'utf-16le':
      return new TextDecoder('utf-16le', { fatal: true });
    case 'utf-16be':
      return new TextDecoder('utf-16be', { fatal: true });
  }
  return undefined;
}
