import { isJsonObject, type JsonObject } from './json.ts';
import { parseJson } from './payload.ts';

/** The head of a streamed response, and the payload that follows it. */
export interface Prelude {
  readonly metadata: JsonObject;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Reads the metadata of a streamed response: JSON, then eight NUL bytes within the first 16 KB (STRM-3,
 * STRM-5). Says in words what is wrong with a stream that has none.
 */
export async function readPrelude(chunks: AsyncIterable<Uint8Array>): Promise<Prelude | string> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.byteLength < MAX_BYTES) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
    const end = head.indexOf(DELIMITER);
    if (end >= 0 && end <= MAX_BYTES - DELIMITER.byteLength) {
      const metadata = parseJson(head.toString('utf8', 0, end));
      if (!isJsonObject(metadata)) return 'the metadata of the stream is no JSON object';
      return { metadata, chunks: continued(head.subarray(end + DELIMITER.byteLength), iterator) };
    }
  }
  if (head.byteLength === 0) return 'the stream ended without a write, status and headers are lost';
  return `the stream has no metadata and eight NUL bytes in its first ${MAX_BYTES} bytes`;
}

/** The metadata of a streamed response that was collected into one text, and what follows it. */
export function splitPrelude(
  payload: string,
): { readonly metadata: string; readonly body: string } | undefined {
  const end = payload.indexOf('\0'.repeat(8));
  return end < 0 ? undefined : { metadata: payload.slice(0, end), body: payload.slice(end + 8) };
}

const DELIMITER = new Uint8Array(8);
const MAX_BYTES = 16 * 1024;

async function* continued(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.byteLength > 0) yield new Uint8Array(first);
    for (;;) {
      const { value, done } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}
