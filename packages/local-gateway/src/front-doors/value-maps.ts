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

// `Object.fromEntries` defines own properties, so that a name such as `__proto__` stays data.
function mapValues<T>(
  grouped: Grouped,
  map: (values: readonly string[], name: string) => T,
): Record<string, T> {
  const entries: [string, T][] = [];
  for (const [name, values] of grouped) entries.push([name, map(values, name)]);
  return Object.fromEntries(entries);
}
