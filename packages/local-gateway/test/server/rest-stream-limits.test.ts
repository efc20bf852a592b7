import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { limitRestStream } from '../../src/server/rest-stream-limits.ts';

type EndpointType = Parameters<typeof limitRestStream>[1];

/** A stream on a clock of the test: a byte, then another one after each of the pauses; milliseconds. */
function streamOf(
  pauses: readonly number[],
  size = 1,
): { chunks: AsyncIterable<Uint8Array>; isLeft: () => boolean } {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let left = false;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield new Uint8Array(size);
      for (const pause of pauses) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        yield new Uint8Array(size);
      }
    } finally {
      left = true;
    }
  }
  return { chunks: chunks(), isLeft: () => left };
}

/** How many chunks came, how it ended, and after how many milliseconds. */
async function read(
  chunks: AsyncIterable<Uint8Array>,
  endpointType: EndpointType,
): Promise<{ count: number; error?: string; after: number }> {
  const start = performance.now();
  let count = 0;
  const reading = (async () => {
    try {
      for await (const chunk of limitRestStream(chunks, endpointType))
        count += Math.sign(chunk.length);
      return undefined;
    } catch (error) {
      return String(error);
    }
  })();
  await vi.runAllTimersAsync();
  const error = await reading;
  const after = Math.round(performance.now() - start);
  return { count, after, ...(error !== undefined && { error }) };
}

describe('limitRestStream', () => {
  it.each([
    ['EDGE', 30],
    ['REGIONAL', 300],
    ['PRIVATE', 300],
  ] as const)(
    'STRM-10 cuts a stream of an %s endpoint that is idle for %i s',
    async (type, seconds) => {
      const { chunks, isLeft } = streamOf([seconds * 1000 - 1, seconds * 1000 + 1]);

      const { count, error } = await read(chunks, type);

      expect(count).toBe(2);
      expect(error).toBe(`Error: the stream was cut: nothing came for ${seconds} seconds`);
      expect(isLeft()).toBe(true);
    },
  );

  it('STRM-10 cuts a stream after a quarter of an hour', async () => {
    const { chunks } = streamOf(Array.from({ length: 20 }, () => 60_000));

    const { error } = await read(chunks, 'REGIONAL');

    expect(error).toBe('Error: the stream was cut: it took longer than 900 seconds');
  });

  it('STRM-11 sends ten megabytes at once, and two a second after that', async () => {
    const within = await read(streamOf(Array(9).fill(0), 1_000_000).chunks, 'REGIONAL');
    vi.useRealTimers();
    const above = await read(streamOf(Array(13).fill(0), 1_000_000).chunks, 'REGIONAL');

    expect(within).toEqual({ count: 10, after: expect.any(Number) });
    expect(within.after).toBeLessThan(100);
    expect(above.count).toBe(14);
    expect(above.after).toBeGreaterThan(1900);
    expect(above.after).toBeLessThan(2100);
  });

  it('STRM-10 ends with its stream', async () => {
    const { chunks } = streamOf([10]);

    expect(await read(chunks, 'REGIONAL')).toMatchObject({ count: 2, after: 10 });
  });
});
