import type { IncomingMessage } from 'node:http';

/** Stands for a body above the limit; the rest of it is not read. */
export const tooLarge: unique symbol = Symbol('body too large');

/** The client left, or was cut, before its body was complete. */
export class ClientLeftError extends Error {
  override readonly name = 'ClientLeftError';
}

/**
 * Collects a request body of at most `limit` bytes.
 *
 * @throws {ClientLeftError} when the client does not wait for an answer any more
 */
export function readBody(
  message: IncomingMessage,
  limit: number,
): Promise<Uint8Array | typeof tooLarge> {
  if (Number(message.headers['content-length'] ?? 0) > limit) return Promise.resolve(tooLarge);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Not `for await`: leaving it would destroy the message, and with it the answer.
  return new Promise((resolve, reject) => {
    function onData(chunk: Uint8Array): void {
      size += chunk.byteLength;
      if (size > limit) settle(tooLarge);
      else chunks.push(chunk);
    }
    function onEnd(): void {
      const [only] = chunks;
      settle(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    }
    function onBroken(): void {
      stop();
      reject(new ClientLeftError('the client left before its body was complete'));
    }
    function settle(result: Uint8Array | typeof tooLarge): void {
      stop();
      resolve(result);
    }
    function stop(): void {
      message.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken);
      // A late error must not go unheard.
      message.on('error', () => {});
    }
    message.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}
