import { describe, expect, it } from 'vitest';

import { oneAtATime } from '../../src/console/one-at-a-time.ts';

describe('oneAtATime', () => {
  it('starts a task when the one before has ended, even badly', async () => {
    const run = oneAtATime();
    const steps: string[] = [];
    const first = Promise.withResolvers<void>();

    const failing = run(async () => {
      steps.push('first');
      await first.promise;
      throw new Error('failed');
    });
    const second = run(() => {
      steps.push('second');
      return 2;
    });
    await Promise.resolve();
    expect(steps).toEqual(['first']);
    first.resolve();

    await expect(failing).rejects.toThrow('failed');
    expect(await second).toBe(2);
    expect(steps).toEqual(['first', 'second']);
  });
});
