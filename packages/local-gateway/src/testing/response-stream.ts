import { PassThrough, Writable } from 'node:stream';

/** What a streaming handler gets as its second argument. */
export interface ResponseStream extends Writable {
  setContentType(type: string): void;
}

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

/** Defines the global `awslambda` as Lambda has it (RT-9), for handlers that {@link invoke} runs in this process. */
export function defineAwsLambda(): void {
  Object.defineProperty(globalThis, 'awslambda', {
    configurable: true,
    writable: true,
    value: {
      streamifyResponse: (handler: object) => Object.assign(handler, { [streaming]: 'response' }),
      HttpResponseStream: { from: withPrelude },
    },
  });
}

/** Whether `awslambda.streamifyResponse` has marked this handler. */
export function isStreaming(handler: object): boolean {
  return Reflect.get(handler, streaming) === 'response';
}

// The mark of Lambda's own runtime.
const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const preludes = new WeakMap<Writable, string>();

/** Opens the stream of one invocation; nothing is there to read before the first write (STRM-14). */
export function openResponseStream(): OpenResponseStream {
  const begun = Promise.withResolvers<void>();
  const bytes = new PassThrough();
  let contentType = 'application/octet-stream';
  let failure: Error | undefined;
  let pending: string | undefined;
  let isFirst = true;
  const stream: ResponseStream = Object.assign(
    new Writable({
      // As in the runtime of Lambda, what is neither text nor bytes is sent as JSON.
      objectMode: true,
      write(chunk: unknown, _encoding, done) {
        pending = isFirst ? preludes.get(stream) : undefined;
        isFirst = false;
        begun.resolve();
        if (pending !== undefined) bytes.write(pending);
        // A client that has left reads nothing more, and nobody waits for it.
        if (bytes.writableEnded || bytes.write(toBytes(chunk))) done();
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

/** Puts status and headers before the body: JSON, then eight NUL bytes, with the first write (STRM-3). */
function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType('application/vnd.awslambda.http-integration-response');
  preludes.set(stream, JSON.stringify(prelude) + '\0'.repeat(8));
  return stream;
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(typeof chunk === 'string' ? chunk : JSON.stringify(chunk));
}
