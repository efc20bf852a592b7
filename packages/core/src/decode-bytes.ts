import { HttpError } from './errors.ts';

// RFC 4648, 4: the alphabet, padded to a multiple of four characters.
const base64 = /^[A-Za-z\d+/]*={0,2}$/;

/**
 * The exact bytes of a body as an event carries it.
 *
 * @throws {@link HttpError} 400 for a body that is no text, and for base64 outside of the alphabet or without padding.
 */
export function decodeBytes(body: unknown, isBase64Encoded: boolean): Uint8Array | undefined {
  if (body === undefined) return undefined;
  if (typeof body !== 'string') throw new HttpError(400, 'body of the event is no text');
  if (!isBase64Encoded) return Buffer.from(body);
  if (body.length % 4 !== 0 || !base64.test(body)) throw new HttpError(400, 'body is not base64');
  return Buffer.from(body, 'base64');
}
