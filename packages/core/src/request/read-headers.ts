import { HttpError } from '../errors/errors.ts';
import { defaultLimits } from './limits.ts';
import { lowerName } from '../names.ts';
import { isRecord, largeMap, own } from '../own.ts';
import type { TextMap } from './request.ts';

/**
 * One header map by lower-case name, of a single and a multi value map, where every value of the multi value map wins.
 *
 * @throws {@link HttpError} 431 for more header lines than the limit.
 */
export function readHeaders(
  single: unknown,
  multi: unknown,
  limit: number = defaultLimits.headers,
): TextMap {
  const headers = largeMap<string>();
  let lines = 0;
  let inMulti: readonly string[] = [];
  if (isRecord(multi)) {
    inMulti = Object.keys(multi);
    for (const key of inMulti) lines += addHeader(headers, key, multi[key]);
  }
  if (isRecord(single)) {
    let place = -1;
    for (const key of Object.keys(single)) {
      place += 1;
      // A name of both maps is in the single one with its last value, at the same place (REST-6, REST-32).
      if (key === inMulti[place] || own(multi, key) !== undefined) continue;
      lines += addHeader(headers, key, single[key]);
    }
  }
  if (lines > limit) throw new HttpError(431, `${lines} header lines, expected at most ${limit}`);
  return headers;
}

/** Adds the lines of one name; says how many they were. */
function addHeader(headers: Record<string, string>, key: string, value: unknown): number {
  const name = lowerName(key);
  if (!Array.isArray(value)) return addLine(headers, name, value);
  if (value.length === 1) return addLine(headers, name, value[0]);
  let lines = 0;
  for (const line of value) lines += addLine(headers, name, line);
  return lines;
}

function addLine(headers: Record<string, string>, name: string, value: unknown): number {
  const line = toText(value);
  if (line === undefined) return 0;
  const before = headers[name];
  // RFC 9113, 8.2.3: `cookie` is the one header whose lines are joined with a semicolon.
  headers[name] =
    before === undefined ? line : `${before}${name === 'cookie' ? '; ' : ', '}${line}`;
  return 1;
}

/** A value of a foreign map as text: numbers and booleans are, anything else is left out. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
