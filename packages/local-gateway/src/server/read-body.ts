import type { IncomingMessage } from 'node:http';

/** Stands for a body above the limit; the rest of it is not read. */
export const tooLarge: unique symbol = Symbol('body too large');

/** Collects a request body of at most `limit` bytes. */
export async function readBody(
  message: IncomingMessage,
  limit: number,
): Promise<Uint8Array | typeof tooLarge> {
  if (Number(message.headers['content-length'] ?? 0) > limit) return tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A request without an encoding set yields buffers.
  const bytes: AsyncIterable<Buffer> = message;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > limit) return tooLarge;
    chunks.push(chunk);
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
