import { describe, expect, it, vi } from 'vitest';

import { handOver } from '../../src/log/hand-over.ts';

describe('handOver', () => {
  it.each<[string, () => unknown, number]>([
    ['nothing of what works', () => undefined, 0],
    ['nothing of what works later', async () => undefined, 0],
    [
      'what throws',
      () => {
        throw new Error('x');
      },
      1,
    ],
    ['what rejects', async () => Promise.reject(new Error('x')), 1],
  ])('tells %s', async (_, take, times) => {
    const taken = vi.fn<(entry: string) => unknown>(take);
    const fail = vi.fn<(error: unknown) => void>();

    handOver('entry', taken, fail);
    await new Promise((resolve) => setImmediate(resolve));

    expect(taken).toHaveBeenCalledExactlyOnceWith('entry');
    expect(fail.mock.calls).toEqual(Array.from({ length: times }, () => [new Error('x')]));
  });
});
