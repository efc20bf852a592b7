/**
 * Gives an entry to a log of the application; a failure, also one that comes later from an `async` function, is told and
 * harms nobody.
 */
export function handOver<Entry>(
  entry: Entry,
  take: (entry: Entry) => unknown,
  fail: (error: unknown) => void,
): void {
  try {
    const taken = take(entry);
    if (taken instanceof Promise) taken.catch(fail);
  } catch (error) {
    fail(error);
  }
}
