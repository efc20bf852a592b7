/**
 * Passes chunks on as they come until `burst` bytes are used up, which come back at `bytesPerSecond`; from then on no faster than
 * that (RT-11, STRM-11). Whoever writes them has to wait meanwhile.
 */
export async function* limitBandwidth(
  chunks: AsyncIterable<Uint8Array>,
  { burst, bytesPerSecond }: Bandwidth,
  clock: Clock = realClock,
): AsyncGenerator<Uint8Array, void, undefined> {
  let allowed = burst;
  let at = clock.now();
  for await (const chunk of chunks) {
    const now = clock.now();
    allowed = Math.min(burst, allowed + ((now - at) / 1000) * bytesPerSecond) - chunk.byteLength;
    at = now;
    if (allowed < 0) await clock.wait((-allowed / bytesPerSecond) * 1000);
    yield chunk;
  }
}

/** How fast a stream may be. */
export interface Bandwidth {
  /** Bytes that go out at once. */
  readonly burst: number;
  readonly bytesPerSecond: number;
}

/** Milliseconds, both. */
export interface Clock {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const realClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
