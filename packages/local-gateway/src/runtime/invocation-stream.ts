import type { IncomingMessage } from 'node:http';
import type { InvocationStream, InvocationResult } from '../invocation.ts';
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

async function* readChunks(body: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk;
  } finally {
    // The function goes on when its client does not; its connection serves the next invocation too.
    body.resume();
  }
  const error = trailerError(body);
  if (error !== undefined)
    throw new Error(`the function failed while it streamed: ${error.payload}`);
}
