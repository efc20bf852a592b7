/** Query parameters in the order they were sent, every name with all its values. */
export type QueryValues = ReadonlyMap<string, readonly string[]>;

/**
 * Groups the parameters of a raw query string (without `?`) by name. A bare `flag` has the value `''`
 * (REST-37), and nothing is read out of brackets or commas (REST-39).
 */
export function parseQuery(query: string, { separator, decode }: QueryRules): QueryValues {
  const values = new Map<string, string[]>();
  for (const part of query.split(separator)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}

/** How one front door reads a query string. */
export interface QueryRules {
  /** What stands between two parameters: REST APIs also split at `;` (REST-40). */
  readonly separator: string | RegExp;
  /** Applied once to each name and value; the identity on ALB (ALB-3). */
  readonly decode: (text: string) => string;
}
