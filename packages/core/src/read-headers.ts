import { HttpError } from './errors.ts';
import { defaultLimits } from './limits.ts';
import { emptyMap, isRecord } from './own.ts';
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
  const headers = emptyMap<string>();
  let lines = 0;
  const inMulti = isRecord(multi) ? multi : undefined;
  if (inMulti !== undefined) lines = addHeaders(headers, inMulti, undefined);
  // A name that is in both maps is in the single one with its last value (REST-32).
  if (isRecord(single)) lines += addHeaders(headers, single, inMulti);
  if (lines > limit) throw new HttpError(431, `${lines} header lines, expected at most ${limit}`);
  return headers;
}

function addHeaders(
  headers: Record<string, string>,
  map: Record<string, unknown>,
  except: Record<string, unknown> | undefined,
): number {
  let lines = 0;
  for (const key of Object.keys(map)) {
    if (except !== undefined && Object.hasOwn(except, key)) continue;
    const name = key.toLowerCase();
    const value = map[key];
    const values = Array.isArray(value) ? value : undefined;
    const { length } = values ?? one;
    for (let index = 0; index < length; index += 1) {
      const line = toText(values === undefined ? value : values[index]);
      if (line === undefined) continue;
      lines += 1;
      const before = headers[name];
      headers[name] = before === undefined ? line : join(name, before, line);
    }
  }
  return lines;
}

const one = { length: 1 };

// RFC 9113, 8.2.3: `cookie` is the one header whose lines are joined with a semicolon.
function join(name: string, before: string, value: string): string {
  return `${before}${name === 'cookie' ? '; ' : ', '}${value}`;
}

/** A value of a foreign map as text: numbers and booleans are, anything else is left out. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
