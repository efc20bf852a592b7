import { preludeOf, type ResponseStream, toBytes } from './aws-lambda.ts';
import { toErrorObject } from './error-object.ts';
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
      objectMode: true,
      write(chunk: unknown, _encoding, done) {
        const chunks = [...(request === undefined ? preludeOf(stream) : []), toBytes(chunk)];
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
