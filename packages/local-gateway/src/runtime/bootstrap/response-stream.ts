import type { Writable } from 'node:stream';
import { toErrorObject } from './error-object.ts';
import type { Handler } from './load-handler.ts';
import type { Answer, RuntimeClient } from './runtime-client.ts';

/** A stream that posts the response of one invocation (RT-9); nothing is sent before the first write. */
export function openResponseStream(client: RuntimeClient, path: string): OpenResponseStream {
  const { Writable } = process.getBuiltinModule('node:stream');
  let contentType = 'application/octet-stream';
  let request: ReturnType<RuntimeClient['stream']> | undefined;
  let closed = false;

  const begin = () => (request ??= client.stream(path, contentType));
  const finish = (trailers: string) => {
    if (closed) return;
    closed = true;
    begin().socket.write(`0\r\n${trailers}\r\n`);
  };
  const stream: ResponseStream = Object.assign(
    new Writable({
      // As in the runtime of Lambda, what is neither text nor bytes is sent as JSON.
      objectMode: true,
      write(chunk: unknown, _encoding, done) {
        const chunks = [
          ...(request === undefined ? (preludes.get(stream) ?? []) : []),
          toBytes(chunk),
        ];
        const { socket } = begin();
        for (const bytes of chunks) {
          // An empty chunk would end the body.
          if (bytes.length === 0) continue;
          socket.write(`${bytes.length.toString(16)}\r\n`);
          socket.write(bytes);
          socket.write('\r\n');
        }
        if (socket.writableNeedDrain) socket.once('drain', () => done());
        else done();
      },
      final(done) {
        finish('');
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
    fail(error) {
      const body = toErrorObject(error);
      finish(
        `Lambda-Runtime-Function-Error-Type: ${body.errorType.replace(/[^\x21-\x7e]/gu, '')}\r\n` +
          `Lambda-Runtime-Function-Error-Body: ${Buffer.from(JSON.stringify(body)).toString('base64')}\r\n`,
      );
    },
    answered: () => begin().answered,
  };
}

export interface OpenResponseStream {
  readonly stream: ResponseStream;
  /** Ends the response with the error in its trailers. */
  fail(error: unknown): void;
  answered(): Promise<Answer>;
}

/** What a streaming handler gets as its second argument. */
export interface ResponseStream extends Writable {
  setContentType(type: string): void;
}

/** Defines the global `awslambda`, by which a handler says that it streams. */
export function defineAwsLambda(): void {
  Object.defineProperty(globalThis, 'awslambda', {
    configurable: true,
    writable: true,
    value: {
      streamifyResponse: (handler: Handler) => Object.assign(handler, { [streaming]: 'response' }),
      HttpResponseStream: { from: withPrelude },
    },
  });
}

/** Whether `awslambda.streamifyResponse` has marked this handler. */
export function isStreaming(handler: Handler): boolean {
  return Reflect.get(handler, streaming) === 'response';
}

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const preludes = new WeakMap<Writable, readonly Uint8Array[]>();

/** Puts status and headers before the body: JSON, then eight NUL bytes, with the first write (STRM-3, STRM-14). */
function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType('application/vnd.awslambda.http-integration-response');
  preludes.set(stream, [toBytes(prelude), new Uint8Array(8)]);
  return stream;
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(typeof chunk === 'string' ? chunk : JSON.stringify(chunk));
}
