import { isJsonObject, type JsonObject } from '../front-doors/json.ts';
import { parseJson } from '../front-doors/payload.ts';
import type { InvocationStream } from '../invocation.ts';

/** A streamed response whose beginning has been read. */
export interface StreamStart {
  /** `statusCode`, `headers`, `cookies` …; absent when the function streams bytes alone (FURL-21). */
  readonly metadata?: JsonObject;
  /** The bytes behind it, as they come. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Reads the JSON metadata before eight NUL bytes (STRM-3, FURL-20), or says what is wrong with it: the delimiter must
 * be there within 16 KB (STRM-5).
 */
export async function readStreamStart({
  contentType,
  chunks,
}: Pick<InvocationStream, 'contentType' | 'chunks'>): Promise<StreamStart | string> {
  if (contentType !== 'application/vnd.awslambda.http-integration-response') return { chunks };
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let end = -1;
  while (end === -1) {
    const next = await iterator.next();
    if (next.done === true) return 'the stream ended before its eight NUL bytes';
    head = Buffer.concat([head, next.value]);
    end = head.indexOf(delimiter);
    if ((end === -1 ? head.length : end) > maxMetadataBytes) {
      await iterator.return?.();
      return `the stream has no eight NUL bytes in its first ${maxMetadataBytes} bytes`;
    }
  }
  const metadata = parseJson(head.toString('utf8', 0, end));
  if (!isJsonObject(metadata)) {
    await iterator.return?.();
    return 'the metadata of the stream are no JSON object';
  }
  const first = head.subarray(end + delimiter.length);
  return { metadata, chunks: continued(first, iterator) };
}

const delimiter = Buffer.alloc(8);
const maxMetadataBytes = 16_384;

async function* continued(
  first: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (first.byteLength > 0) yield first;
  // What is left of an iterable that has been begun.
  yield* { [Symbol.asyncIterator]: () => iterator };
}
