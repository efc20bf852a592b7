import { limitBandwidth } from '../runtime/limit-bandwidth.ts';
import type { RestApi } from '../model/rest-api.ts';
import { isTimeout, withTimeout } from './timeout.ts';

/**
 * The stream of a REST API within its limits: ten megabytes at once and two a second after that (STRM-11), cut when
 * nothing comes for too long or when it takes too long in all (STRM-10). An error, which is all that is left once the
 * status has gone (STRM-13), is how it is cut.
 */
export async function* limitRestStream(
  chunks: AsyncIterable<Uint8Array>,
  endpointType: RestApi['endpointType'],
): AsyncGenerator<Uint8Array, void, undefined> {
  const idleMs = endpointType === 'EDGE' ? 30_000 : 300_000;
  yield* limitBandwidth(limitTime(chunks, idleMs), bandwidth);
}

const bandwidth = { burst: 10_000_000, bytesPerSecond: 2_000_000 };
const maxMs = 900_000;

async function* limitTime(
  chunks: AsyncIterable<Uint8Array>,
  idleMs: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  const deadline = performance.now() + maxMs;
  try {
    for (;;) {
      const left = Math.max(0, deadline - performance.now());
      const next = await withTimeout(iterator.next(), Math.min(idleMs, left));
      if (isTimeout(next)) {
        throw new Error(
          left > idleMs
            ? `the stream was cut: nothing came for ${idleMs / 1000} seconds`
            : `the stream was cut: it took longer than ${maxMs / 1000} seconds`,
        );
      }
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not awaited: what is idle would hold this up as well. Who streams is told, and runs on.
    iterator.return?.().catch(() => {});
  }
}
