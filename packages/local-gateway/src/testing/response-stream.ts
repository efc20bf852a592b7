import { PassThrough, Writable } from 'node:stream';

import { preludeOf, type ResponseStream, toBytes } from '../runtime/bootstrap/aws-lambda.ts';

/** A response stream, and what a front door reads from it. */
export interface OpenResponseStream {
  readonly stream: ResponseStream;
  /** Resolves with the first write. */
  readonly begun: Promise<void>;
  /** As set before the first write. */
  readonly contentType: () => string;
  /** To leave off early is fine: the handler runs on. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets {@link OpenResponseStream.chunks} throw, behind what was written. */
  fail(error: Error): void;
}

/** Opens the stream of one invocation; nothing is there to read before the first write (STRM-14). */
export function openResponseStream(): OpenResponseStream {
  const begun = Promise.withResolvers<void>();
  const bytes = new PassThrough();
  let contentType = 'application/octet-stream';
  let failure: Error | undefined;
  let isFirst = true;
  const stream: ResponseStream = Object.assign(
    new Writable({
      objectMode: true,
      write(chunk: unknown, _encoding, done) {
        const chunks = [...(isFirst ? preludeOf(stream) : []), toBytes(chunk)];
        isFirst = false;
        begun.resolve();
        // A client that has left reads nothing more, and nobody waits for it.
        if (bytes.writableEnded || bytes.write(Buffer.concat(chunks))) done();
        else bytes.once('drain', () => done());
      },
      final(done) {
        bytes.end();
        done();
      },
    }),
    {
      setContentType(type: string) {
        contentType = type;
      },
    },
  );
  return {
    stream,
    begun: begun.promise,
    contentType: () => contentType,
    chunks: read(),
    fail(error) {
      failure = error;
      bytes.end();
    },
  };

  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunks: AsyncIterable<Buffer> = bytes.iterator({ destroyOnReturn: false });
    try {
      for await (const chunk of chunks) yield new Uint8Array(chunk);
    } finally {
      bytes.resume();
    }
    if (failure !== undefined) throw failure;
  }
}
