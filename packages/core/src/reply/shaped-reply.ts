import type { EncodedBody } from './encode-bytes.ts';
import type { HeaderLine } from './header-lines.ts';

/** A reply that any front door can carry; a source's `toResult` turns it into that door's envelope. */
export interface ShapedReply extends EncodedBody {
  /** An integer from 200 to 599. */
  readonly statusCode: number;
  /** Header lines in order, names in lower case, several lines per name allowed, `set-cookie` never among them. */
  readonly headers: readonly HeaderLine[];
  /** `set-cookie` lines. */
  readonly cookies: readonly string[];
  /** Text, or base64 when `isBase64Encoded`; empty for no body. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** The value that a JSON `body` was made of, for sources that take values. */
  readonly value?: unknown;
  /** What the body is still to be read from. */
  readonly stream?: ByteStream | undefined;
}

/** A web or Node stream, or any async iterable of text and bytes. */
export type ByteStream = AsyncIterable<unknown>;

/** Whether a reply of this status has no body (RFC 9110, 15.3.5, 15.3.6 and 15.4.5). */
export function isBodiless(statusCode: number): boolean {
  return statusCode === 204 || statusCode === 205 || statusCode === 304;
}
