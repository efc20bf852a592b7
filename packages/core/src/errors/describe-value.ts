/** What a value is, in the words of a message: `null`, `a list`, `an object`, `the number 5`; never what it holds. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean')
    return `the ${typeof value} ${value}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value.slice(0, 60))}`
    : typeof value;
}
