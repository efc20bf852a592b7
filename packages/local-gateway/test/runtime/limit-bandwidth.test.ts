import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitBandwidth } from '../../src/runtime/limit-bandwidth.ts';

const bandwidth = { burst: 6 * 2 ** 20, bytesPerSecond: 2 * 2 ** 20 };
const part = 2 ** 16;

/** Sends parts of 64 KiB, with a pause before some; gives when each came out, in milliseconds of a clock of its own. */
async function send(
  parts: number,
  pauses: Readonly<Record<number, number>> = {},
): Promise<number[]> {
  let time = 0;
  const clock = {
    now: () => time,
    wait: (milliseconds: number) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < parts; n++) {
      time += pauses[n] ?? 0;
      yield new Uint8Array(part);
    }
  }
  const times: number[] = [];
  for await (const chunk of limitBandwidth(chunks(), bandwidth, clock)) {
    expect(chunk).toHaveLength(part);
    times.push(time);
  }
  return times;
}

describe('limitBandwidth', () => {
  it('RT-11 lets the first 6 MiB through at once, and 2 MiB a second after that', async () => {
    const times = await send(96 + 64);

    expect(times[95]).toBe(0);
    expect(times[96]).toBeCloseTo(1000 / 32);
    expect(times.at(-1)).toBeCloseTo(2000);
  });

  it('RT-11 gives the burst back while nothing is sent', async () => {
    const times = await send(96 + 32, { 96: 1000 });

    expect(times[96]).toBe(1000);
    expect(times.at(-1)).toBe(1000);
  });

  it('RT-11 never lets more through in any time than the burst and what that time allows', async () => {
    const pauses = fc.dictionary(fc.nat(300).map(String), fc.nat(2000));
    await fc.assert(
      fc.asyncProperty(pauses, async (found) => {
        const times = await send(300, found);

        const [first = 0] = times;
        times.forEach((time, index) => {
          const sent = (index + 1) * part;
          const most = bandwidth.burst + ((time - first) / 1000) * bandwidth.bytesPerSecond;
          expect(sent).toBeLessThanOrEqual(most + 1);
        });
      }),
      { numRuns: 30 },
    );
  });
});
