import type { Quota, Throttle } from '../model/usage-plans.ts';

/** Counts requests against throttles and quotas. */
export interface UsageCounters {
  /** Whether one more request is within the throttle; takes its token when it is. */
  admit(key: string, throttle: Throttle): boolean;
  /** Whether one more request is within the quota; counts it when it is. */
  count(key: string, quota: Quota): boolean;
  clear(): void;
}

/** Counters in memory; `now` in epoch milliseconds. */
export function createUsageCounters(now: () => number = Date.now): UsageCounters {
  const buckets = new Map<string, { tokens: number; filledAt: number }>();
  const counts = new Map<string, { period: string; used: number }>();
  return {
    /** A token bucket: `burst` tokens, refilled with `rate` each second. */
    admit(key, { rate, burst }) {
      const time = now();
      const bucket = buckets.get(key) ?? { tokens: burst, filledAt: time };
      const refill = rate === Infinity ? burst : ((time - bucket.filledAt) / 1_000) * rate;
      const tokens = Math.min(burst, bucket.tokens + refill);
      const admitted = tokens >= 1;
      buckets.set(key, { tokens: admitted ? tokens - 1 : tokens, filledAt: time });
      return admitted;
    },
    count(key, { limit, period }) {
      const current = periodOf(new Date(now()), period);
      const known = counts.get(key);
      const used = known?.period === current ? known.used : 0;
      if (used >= limit) return false;
      counts.set(key, { period: current, used: used + 1 });
      return true;
    },
    clear() {
      buckets.clear();
      counts.clear();
    },
  };
}

/** The day, the week (by its number since 1970) or the month of a time, in UTC. */
function periodOf(time: Date, period: Quota['period']): string {
  if (period === 'MONTH') return time.toISOString().slice(0, 7);
  if (period === 'WEEK') return String(Math.floor(time.getTime() / (7 * 86_400_000)));
  return time.toISOString().slice(0, 10);
}
