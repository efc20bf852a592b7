/** Names with all their values, in order. */
export type Grouped = ReadonlyMap<string, readonly string[]>;

/** The last value of each name, as the single-value maps of payload 1.0 and ALB have it (REST-38). */
export function lastValues(grouped: Grouped): Record<string, string> {
  return mapValues(grouped, (values) => values.at(-1) ?? '');
}

/** Every value of each name. */
export function allValues(grouped: Grouped): Record<string, readonly string[]> {
  return mapValues(grouped, (values) => values);
}

/** The values of each name as one string, as payload 2.0 has them (HTTP2-12, HTTP2-13). */
export function joinedValues(grouped: Grouped): Record<string, string> {
  return mapValues(grouped, (values) => values.join(','));
}

/** Like {@link joinedValues}, for headers, where several `cookie` lines are one list (RFC 9113, 8.2.3). */
export function joinedHeaders(grouped: Grouped): Record<string, string> {
  return mapValues(grouped, (values, name) => values.join(name === 'cookie' ? '; ' : ','));
}

/** The same groups in the order of their names: HTTP APIs put capitals first. */
export function sortedByName(grouped: Grouped): Grouped {
  return new Map(Array.from(grouped).toSorted(([a], [b]) => compare(a, b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function mapValues<T>(
  grouped: Grouped,
  map: (values: readonly string[], name: string) => T,
): Record<string, T> {
  const object: Record<string, T> = {};
  grouped.forEach((values, name) => {
    const value = map(values, name);
    // A client may send any name; this one has to stay data.
    if (name === '__proto__') Object.defineProperty(object, name, { ...ownData, value });
    else object[name] = value;
  });
  return object;
}

const ownData = { configurable: true, enumerable: true, writable: true };
