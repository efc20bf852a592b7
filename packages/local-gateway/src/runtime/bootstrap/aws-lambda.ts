import type { Writable } from 'node:stream';

/** What a streaming handler gets as its second argument. */
export interface ResponseStream extends Writable {
  setContentType(type: string): void;
}

/** Defines the global `awslambda` as Lambda has it (RT-9): by it a handler says that it streams. */
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

/** What goes before the first chunk of a stream; nothing when the handler gave no metadata. */
export function preludeOf(stream: ResponseStream): readonly Uint8Array[] {
  return preludes.get(stream) ?? [];
}

/** A chunk as it is sent: as in the runtime of Lambda, what is neither text nor bytes as JSON. */
export function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(typeof chunk === 'string' ? chunk : JSON.stringify(chunk));
}

// The mark of Lambda's own runtime.
const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const preludes = new WeakMap<ResponseStream, readonly Uint8Array[]>();

/** Puts status and headers before the body: JSON, then eight NUL bytes, with the first write (STRM-3, STRM-14). */
function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType('application/vnd.awslambda.http-integration-response');
  preludes.set(stream, [toBytes(prelude), new Uint8Array(8)]);
  return stream;
}
