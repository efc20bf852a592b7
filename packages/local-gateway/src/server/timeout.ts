const timeout: unique symbol = Symbol('timeout');

/** A promise's value, or a mark that it took longer than `milliseconds`. */
export async function withTimeout<Value>(
  promise: Promise<Value>,
  milliseconds: number,
): Promise<Value | typeof timeout> {
  const { promise: expired, resolve } = Promise.withResolvers<typeof timeout>();
  const timer = setTimeout(() => resolve(timeout), milliseconds);
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** Tells whether {@link withTimeout} ran out of time. */
export function isTimeout(value: unknown): value is typeof timeout {
  return value === timeout;
}
