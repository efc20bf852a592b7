import type { HeaderLine } from './header-lines.ts';

/** Header lines and cookies as lists by name. */
export function toLists(
  headers: readonly HeaderLine[],
  cookies: readonly string[],
): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of headers) (lists[name] ??= []).push(value);
  if (cookies.length > 0) lists['set-cookie'] = [...cookies];
  return lists;
}

/** Header lines as one text by name; several lines of a name are joined. */
export function toJoined(headers: readonly HeaderLine[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const before = joined[name];
    joined[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return joined;
}
