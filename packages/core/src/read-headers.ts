import { HttpError } from './errors.ts';
import { defaultLimits, type Limits } from './limits.ts';
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
  { headers: limit = defaultLimits.headers }: Limits = {},
): TextMap {
  const headers = emptyMap<string>();
  let lines = 0;
  if (isRecord(multi)) lines = addHeaders(headers, multi, {});
  // A name that is in both maps is in the single one with its last value (REST-32).
  if (isRecord(single)) lines += addHeaders(headers, single, isRecord(multi) ? multi : {});
  if (lines > limit) throw new HttpError(431, `${lines} header lines, expected at most ${limit}`);
  return headers;
}

function addHeaders(
  headers: Record<string, string>,
  map: Record<string, unknown>,
  except: Record<string, unknown>,
): number {
  let lines = 0;
  for (const key of Object.keys(map)) {
    if (Object.hasOwn(except, key)) continue;
    const name = key.toLowerCase();
    const value = map[key];
    if (typeof value === 'string') {
      lines += 1;
      addLine(headers, name, value);
    } else {
      for (const line of toTexts(value)) {
        lines += 1;
        addLine(headers, name, line);
      }
    }
  }
  return lines;
}

function addLine(headers: Record<string, string>, name: string, value: string): void {
  const before = headers[name];
  // RFC 9113, 8.2.3: `cookie` is the one header whose lines are joined with a semicolon.
  headers[name] =
    before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ', '}${value}`;
}

/** Values of a foreign map as texts: lists item by item, numbers and booleans as text, anything else left out. */
export function toTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(toText);
  return toText(value);
}

function toText(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
