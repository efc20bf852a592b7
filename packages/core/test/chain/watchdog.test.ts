import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type * as watchdog from '../../src/chain/watchdog.ts';

type Watched = watchdog.Watched;

let watch: typeof watchdog.watch;
let unwatch: typeof watchdog.unwatch;
const expired: string[] = [];

/** Something to watch for so many milliseconds. */
function watched(name: string, milliseconds: number): Watched {
  return { deadline: Date.now() + milliseconds, expire: () => void expired.push(name) };
}

beforeEach(async () => {
  vi.useFakeTimers();
  // One that watches nothing yet.
  vi.resetModules();
  ({ watch, unwatch } = await import('../../src/chain/watchdog.ts'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.resetModules();
  expired.length = 0;
});

describe('watch', () => {
  it('calls expire at the deadline, once and not before', () => {
    watch(watched('a', 120));

    vi.advanceTimersByTime(119);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['a']);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual(['a']);
  });

  it('keeps an earlier deadline beside a later one, in any order', () => {
    watch(watched('late', 40));
    watch(watched('early', 10));
    watch(watched('between', 25));
    expect(vi.getTimerCount()).toBe(1);

    vi.advanceTimersByTime(10);
    expect(expired).toEqual(['early']);
    vi.advanceTimersByTime(15);
    expect(expired).toEqual(['early', 'between']);
    vi.advanceTimersByTime(15);
    expect(expired).toEqual(['early', 'between', 'late']);
  });

  it('calls expire at once for a deadline that has passed', () => {
    watch(watched('past', -1000));
    vi.advanceTimersByTime(0);

    expect(expired).toEqual(['past']);
  });

  it('has one timer, whose next look is at most 50 ms away', () => {
    watch(watched('a', 60_000));
    watch(watched('b', 60_000));

    for (const _ of [1, 2, 3]) {
      const before = Date.now();
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersToNextTimer();
      expect(Date.now() - before).toBe(50);
    }
  });

  it('looks no more when nothing is watched', () => {
    const one = watched('a', 60_000);

    watch(one);
    unwatch(one);
    vi.advanceTimersByTime(50);

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('unwatch', () => {
  it.each([
    ['the first', 0, ['b', 'c']],
    ['the second', 1, ['a', 'c']],
    ['the last', 2, ['a', 'b']],
  ])('ends the watch of %s and of no other', (_, place, others) => {
    const all = ['a', 'b', 'c'].map((name) => watched(name, 10));
    for (const one of all) watch(one);

    unwatch(all[place] as Watched);
    vi.advanceTimersByTime(10);

    expect(expired).toEqual(others);
  });

  it('does nothing for what is not watched', () => {
    watch(watched('a', 10));

    unwatch(watched('b', 10));
    vi.advanceTimersByTime(10);

    expect(expired).toEqual(['a']);
  });
});
