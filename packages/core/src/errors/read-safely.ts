/**
 * Reads a member of anything thrown: what throws when it is read counts as absent, and so does what every object
 * inherits.
 */
export function readSafely(value: unknown, key: string): unknown {
  try {
    const found: unknown = Reflect.get(Object(value), key);
    return found === Reflect.get(Object.prototype, key) ? undefined : found;
  } catch {
    // What cannot be read is not there.
  }
  return undefined;
}

/** `instanceof`, for values that may object to the question. */
export function isInstance<Type>(
  value: unknown,
  type: abstract new (...parameters: never[]) => Type,
): value is Type {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}
