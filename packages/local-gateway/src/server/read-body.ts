import type { IncomingMessage } from 'node:http';

/** Stands for a body above the limit; the rest of it is not read. */
export const tooLarge: unique symbol = Symbol('body too large');

/**
 * Collects a request body of at most `limit` bytes; rejects when the client hangs up midway. Listens to the events of
 * the message, as to iterate over it costs several times as much.
 */
export function readBody(
  message: IncomingMessage,
  limit: number,
): Promise<Uint8Array | typeof tooLarge> {
  if (Number(message.headers['content-length'] ?? 0) > limit) return Promise.resolve(tooLarge);
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;

    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      message.off('data', take).pause();
      resolve(tooLarge);
    }

    message.on('data', take);
    message.on('error', reject);
    message.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
  });
}
