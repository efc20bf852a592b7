/**
 * Reads an own property of foreign data; `undefined` when there is none, so that neither a polluted prototype nor a
 * `null` in the middle can reach a request.
 */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An own property that is text, else `undefined`. */
export function ownText(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** Whether a value is an object whose members may be read. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** An empty map without a prototype: `__proto__` and `constructor` are keys like any other. */
export function emptyMap<Value>(): Record<string, Value> {
  const map: Record<string, Value> = Object.create(null);
  return map;
}
