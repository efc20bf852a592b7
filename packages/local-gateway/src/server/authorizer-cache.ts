/** Answers of authorizers by their identity source values (GW-20). */
export interface AuthorizerCache<Answer> {
  get(key: string): Answer | undefined;
  set(key: string, answer: Answer, ttlSeconds: number): void;
  clear(): void;
}

/** A cache that forgets answers after their time, and the oldest above `limit`; `now` in epoch milliseconds. */
export function createAuthorizerCache<Answer>(
  now: () => number = Date.now,
  limit = 1_000,
): AuthorizerCache<Answer> {
  const entries = new Map<string, { readonly answer: Answer; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.until > now()) return entry.answer;
      entries.delete(key);
      return undefined;
    },
    set(key, answer, ttlSeconds) {
      if (ttlSeconds <= 0) return;
      entries.delete(key);
      entries.set(key, { answer, until: now() + ttlSeconds * 1_000 });
      const [oldest] = entries.keys();
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
    },
    clear: () => entries.clear(),
  };
}
