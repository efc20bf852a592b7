const timeout: unique symbol = Symbol('timeout');

/** A promise's value, or a mark that it took longer than `milliseconds`. */
export function withTimeout<Value>(
  promise: Promise<Value>,
  milliseconds: number,
): Promise<Value | typeof timeout> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, timeout);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** Tells whether {@link withTimeout} ran out of time. */
export function isTimeout(value: unknown): value is typeof timeout {
  return value === timeout;
}
