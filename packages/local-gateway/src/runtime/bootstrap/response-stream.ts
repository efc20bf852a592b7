import type { Writable } from 'node:stream';
import { toErrorObject } from './error-object.ts';
import type { Handler } from './load-handler.ts';
import type { Answer, RuntimeClient } from './runtime-client.ts';

/** Defines the global `awslambda` that a Node runtime offers for response streaming. */
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
  return (handler as { [streaming]?: unknown })[streaming] === 'response';
}

/** A stream that posts the response of one invocation (RT-9); nothing is sent before the first write. */
export function openResponseStream(client: RuntimeClient, path: string): OpenResponseStream {
  const { Writable } = process.getBuiltinModule('node:stream');
  let contentType = 'application/octet-stream';
  let request: ReturnType<RuntimeClient['stream']> | undefined;
  let closed = false;

  const begin = () => (request ??= client.stream(path, contentType));
  const send = (chunk: Uint8Array | string, done?: () => void) => {
    const bytes = Buffer.from(chunk as string);
    if (bytes.length === 0) {
      begin();
      done?.();
      return;
    }
    const { socket } = begin();
    socket.write(`${bytes.length.toString(16)}\r\n`);
    socket.write(bytes);
    socket.write('\r\n', done);
  };
  const finish = (trailers: string) => {
    if (closed) return;
    closed = true;
    begin().socket.write(`0\r\n${trailers}\r\n`);
  };

  const stream: ResponseStream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (request === undefined) stream._onBeforeFirstWrite?.((prelude) => send(prelude));
        send(chunk, done);
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
  const write = stream.write.bind(stream) as (...values: unknown[]) => boolean;
  stream.write = (chunk: unknown, ...rest: unknown[]) =>
    write(
      typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk),
      ...rest,
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
  _onBeforeFirstWrite?: (write: (chunk: Uint8Array | string) => void) => void;
}

const streaming: unique symbol = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Puts status and headers before the body: JSON, then eight NUL bytes, with the first write (STRM-3, STRM-14). */
function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType('application/vnd.awslambda.http-integration-response');
  stream._onBeforeFirstWrite = (write) => {
    write(JSON.stringify(prelude));
    write(new Uint8Array(8));
  };
  return stream;
}
