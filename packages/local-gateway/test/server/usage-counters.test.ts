import { describe, expect, it } from 'vitest';

import { createAuthorizerCache } from '../../src/server/authorizer-cache.ts';
import { createUsageCounters } from '../../src/server/usage-counters.ts';

describe('createUsageCounters', () => {
  it('admits a burst, then the rate', () => {
    let now = 0;
    const counters = createUsageCounters(() => now);
    const admit = () => counters.admit('key', { rate: 2, burst: 3 });

    expect([admit(), admit(), admit(), admit()]).toEqual([true, true, true, false]);
    now += 500;
    expect([admit(), admit()]).toEqual([true, false]);
    now += 60_000;
    expect([admit(), admit(), admit(), admit()]).toEqual([true, true, true, false]);
  });

  it.each([
    ['DAY', '2026-01-01T00:00:00Z', '2026-01-01T23:59:59Z', '2026-01-02T00:00:00Z'],
    ['WEEK', '2026-01-01T00:00:00Z', '2026-01-07T23:59:59Z', '2026-01-08T00:00:00Z'],
    ['MONTH', '2026-01-01T00:00:00Z', '2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z'],
  ] as const)('starts a quota anew with each %s', (period, first, same, next) => {
    let now = Date.parse(first);
    const counters = createUsageCounters(() => now);
    const count = () => counters.count('key', { limit: 1, period });

    expect(count()).toBe(true);
    now = Date.parse(same);
    expect(count()).toBe(false);
    now = Date.parse(next);
    expect(count()).toBe(true);
  });
});

describe('createAuthorizerCache', () => {
  it('forgets an answer after its time (GW-20)', () => {
    let now = 0;
    const cache = createAuthorizerCache<string>(() => now);
    cache.set('key', 'answer', 300);

    now = 299_999;
    expect(cache.get('key')).toBe('answer');
    now = 300_000;
    expect(cache.get('key')).toBeUndefined();
  });

  it('keeps nothing with a TTL of 0', () => {
    const cache = createAuthorizerCache<string>(() => 0);
    cache.set('key', 'answer', 0);

    expect(cache.get('key')).toBeUndefined();
  });

  it('drops the oldest above its limit', () => {
    const cache = createAuthorizerCache<number>(() => 0, 2);
    for (const number of [1, 2, 3]) cache.set(String(number), number, 300);

    expect([cache.get('1'), cache.get('2'), cache.get('3')]).toEqual([undefined, 2, 3]);
  });
});
