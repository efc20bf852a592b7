import type { HeaderLine } from './header-lines.ts';

/** Header lines and cookies as lists by name. */
export function toLists(
  headers: readonly HeaderLine[],
  cookies: readonly string[],
): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const line of headers) {
    const name = line[0];
    const value = line[1];
    // Not `??=`: `constructor` is a header name like any other.
    // Stryker disable next-line OptionalChaining: the name is there, this is for its type
    if (Object.hasOwn(lists, name)) lists[name]?.push(value);
    else lists[name] = [value];
  }
  if (cookies.length > 0) lists['set-cookie'] = [...cookies];
  return lists;
}

/** Header lines as one text by name; several lines of a name are joined (RFC 9110, 5.3). */
export function toJoined(headers: readonly HeaderLine[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const line of headers) {
    const name = line[0];
    const value = line[1];
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]}, ${value}` : value;
  }
  return joined;
}
