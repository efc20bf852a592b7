import type { IncomingMessage } from 'node:http';
import type { InvocationStream, InvocationResult } from '../invocation.ts';
import type { Outcome } from './outcome.ts';
import { limitBandwidth } from './limit-bandwidth.ts';
import { trailerError } from './runtime-api-message.ts';

/** The response that a runtime streams, for the front door (RT-9, RT-10). */
export function toInvocationStream(
  body: IncomingMessage,
  completed: Promise<InvocationResult>,
): InvocationStream {
  return {
    contentType: body.headers['content-type'] ?? 'application/octet-stream',
    chunks: readChunks(body),
    completed,
  };
}

/** Tells when the first bytes are there, and how the whole came out; a stream without a byte only ends. */
export function followStream(body: IncomingMessage, events: StreamEvents): void {
  body.once('readable', () => {
    if (body.readableLength > 0) events.begun();
    else body.resume();
  });
  body.once('end', () => events.ended(trailerError(body) ?? { functionError: false, payload: '' }));
}

export interface StreamEvents {
  begun(): void;
  ended(outcome: Outcome): void;
}

/** RT-11. */
const bandwidth = { burst: 6 * 2 ** 20, bytesPerSecond: 2 * 2 ** 20 };

async function* readChunks(body: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* limitBandwidth(body.iterator({ destroyOnReturn: false }), bandwidth);
  } finally {
    // The function goes on when its client does not; its connection serves the next invocation too.
    body.resume();
  }
  const error = trailerError(body);
  if (error !== undefined)
    throw new Error(`the function failed while it streamed: ${error.payload}`);
}
