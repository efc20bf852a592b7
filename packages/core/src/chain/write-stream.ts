import type { Context } from 'aws-lambda';

import type { StreamedResult, StreamPrelude } from '../reply/streamed-result.ts';

/** The writable stream that Lambda gives a streaming function. */
export interface ResponseStream {
  write(chunk: Uint8Array | string): boolean;
  end(callback?: () => void): unknown;
  once(event: string, listener: (error?: unknown) => void): unknown;
}

/** Lambda's global of that name, as far as streams go. */
export interface AwsLambda {
  streamifyResponse(
    handler: (event: unknown, stream: ResponseStream, context: Context) => Promise<void>,
  ): (event: unknown, context: Context) => Promise<unknown>;
  readonly HttpResponseStream: {
    from(stream: ResponseStream, prelude: StreamPrelude): ResponseStream;
  };
}

/**
 * Writes a streamed result as fast as the client reads it.
 *
 * @throws what the body throws: what has been sent cannot be taken back, so the invocation fails (STRM-13).
 */
export async function writeStream(
  { prelude, chunks }: StreamedResult,
  stream: ResponseStream,
  { HttpResponseStream }: AwsLambda,
): Promise<void> {
  const out = HttpResponseStream.from(stream, prelude);
  let isOpen = true;
  const closed = new Promise<void>((resolve, reject) => {
    out.once('close', () => {
      isOpen = false;
      resolve();
    });
    out.once('error', reject);
  });
  // It may fail while nobody waits for it; the next write finds out.
  closed.catch(() => undefined);
  // A stream that ends without any write loses status and headers (STRM-14).
  out.write('');
  for await (const chunk of chunks) {
    if (!out.write(chunk)) await Promise.race([drained(out), closed]);
    if (!isOpen) return;
  }
  await Promise.race([ended(out), closed]);
}

function drained(stream: ResponseStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('drain', () => resolve());
  });
}

function ended(stream: ResponseStream): Promise<void> {
  return new Promise((resolve) => {
    stream.end(() => resolve());
  });
}
