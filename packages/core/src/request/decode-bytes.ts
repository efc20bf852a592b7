import { HttpError } from '../errors/errors.ts';

/**
 * The exact bytes of a body as an event carries it.
 *
 * @throws {@link HttpError} 400 for base64 outside of the alphabet or without padding (RFC 4648, 4).
 */
export function decodeBytes(body: string, isBase64Encoded: boolean): Uint8Array {
  if (!isBase64Encoded) return Buffer.from(body);
  if (body.length % 4 !== 0 || !base64.test(body)) throw new HttpError(400, 'body is not base64');
  return Buffer.from(body, 'base64');
}

const base64 = /^[A-Za-z\d+/]*={0,2}$/;

/** Whether a body has more bytes than a limit, without decoding it. */
export function isLonger(body: string, isBase64Encoded: boolean, limit: number): boolean {
  if (isBase64Encoded) {
    const padding = body.endsWith('==') ? 2 : body.endsWith('=') ? 1 : 0;
    return (body.length / 4) * 3 - padding > limit;
  }
  // A UTF-16 unit makes at most three bytes of UTF-8.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: a shortcut
  if (body.length * 3 <= limit) return false;
  return Buffer.byteLength(body) > limit;
}
