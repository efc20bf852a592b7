import { describeValue } from '../errors/describe-value.ts';
import { encodeBytes } from './encode-bytes.ts';
import { addMissing, type HeaderLine } from './header-lines.ts';
import { byteHeaders, textHeaders } from './read-body.ts';
import type { ByteStream, ShapedReply } from './shaped-reply.ts';

/**
 * Reads the stream of a reply to its end, for front doors that send a reply as a whole.
 *
 * @throws TypeError for a stream of anything but text and bytes, and for one longer than the limit; and what the stream
 * itself throws.
 */
export async function collectReply(
  reply: ShapedReply,
  stream: ByteStream,
  maxBytes: number,
): Promise<ShapedReply> {
  const chunks: Uint8Array[] = [];
  let defaults: readonly HeaderLine[] | undefined;
  let size = 0;
  for await (const chunk of stream) {
    const bytes = toBytes(chunk);
    defaults ??= typeof chunk === 'string' ? textHeaders : byteHeaders;
    size += bytes.byteLength;
    if (size > maxBytes) {
      throw new TypeError(
        `stream has more than ${maxBytes} bytes, which no reply can carry as a whole`,
      );
    }
    chunks.push(bytes);
  }
  const encoded = encodeBytes(Buffer.concat(chunks));
  const headers = addMissing(reply.headers, defaults ?? byteHeaders);
  return { ...reply, headers, ...encoded, stream: undefined };
}

/** A chunk of a stream as bytes. */
export function toBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  if (ArrayBuffer.isView(chunk))
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError(`stream gave ${describeValue(chunk)}, expected text or bytes`);
}
