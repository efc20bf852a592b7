import { toBytes } from './collect-reply.ts';
import { encodedBytes } from './encode-bytes.ts';
import { addMissing } from './header-lines.ts';
import { isObject } from '../own.ts';
import { byteHeaders, textHeaders } from './read-body.ts';
import type { ShapedReply } from './shaped-reply.ts';
import { toJoined } from './to-lists.ts';

/** A result that goes out as it comes: the metadata that Lambda writes first (STRM-4, FURL-20), and the bytes. */
export interface StreamedResult {
  readonly [streamedBrand]: true;
  readonly prelude: StreamPrelude;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** What a streamed result says before its body. */
export interface StreamPrelude {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

const streamedBrand: unique symbol = Symbol('streamed');

/** Whether a result is to be streamed. */
export function isStreamedResult(value: unknown): value is StreamedResult {
  return isObject(value) && Object.hasOwn(value, streamedBrand);
}

/**
 * A reply as a streamed result. Waits for the first chunk of a stream, so that a failure before it can still be
 * answered.
 */
export async function toStreamedResult(reply: ShapedReply): Promise<StreamedResult> {
  const { statusCode, cookies, stream } = reply;
  const prelude = { statusCode, cookies };
  if (stream === undefined) {
    const headers = toJoined(reply.headers);
    return {
      [streamedBrand]: true,
      prelude: { ...prelude, headers },
      chunks: once(encodedBytes(reply)),
    };
  }
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  const defaults = typeof first.value === 'string' ? textHeaders : byteHeaders;
  const headers = toJoined(addMissing(reply.headers, defaults));
  return {
    [streamedBrand]: true,
    prelude: { ...prelude, headers },
    chunks: resume(first, iterator),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* resume(
  first: IteratorResult<unknown>,
  iterator: AsyncIterator<unknown>,
): AsyncGenerator<Uint8Array> {
  try {
    // oxlint-disable-next-line no-await-in-loop -- one chunk after the other
    for (let next = first; next.done !== true; next = await iterator.next())
      yield toBytes(next.value);
  } finally {
    await iterator.return?.();
  }
}
