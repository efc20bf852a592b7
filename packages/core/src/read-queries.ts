import { decodeComponent } from './decode-component.ts';
import { HttpError } from './errors.ts';
import { defaultLimits } from './limits.ts';
import { emptyMap, isRecord } from './own.ts';
import { toText } from './read-headers.ts';
import type { TextListMap } from './request.ts';

/**
 * Every query value by name, of a single and a multi value map, where the multi value map wins.
 *
 * @throws {@link HttpError} 400 for more values than the limit.
 */
export function readQueries(
  single: unknown,
  multi: unknown,
  limit?: number,
  decode?: (text: string) => string,
): TextListMap {
  const queries = emptyMap<string[]>();
  let count = 0;
  let inMulti: Record<string, unknown> | undefined;
  if (isRecord(multi)) {
    inMulti = multi;
    for (const key of Object.keys(multi)) count += addQuery(queries, key, multi[key], decode);
  }
  if (isRecord(single)) {
    for (const key of Object.keys(single)) {
      // A name of both maps is in the single one with its last value (REST-38).
      if (inMulti !== undefined && Object.hasOwn(inMulti, key)) continue;
      count += addQuery(queries, key, single[key], decode);
    }
  }
  checkCount(count, limit);
  return queries;
}

/** Adds the values of one name; says how many they were. */
function addQuery(
  queries: Record<string, string[]>,
  key: string,
  found: unknown,
  decode: ((text: string) => string) | undefined,
): number {
  const name = decode === undefined ? key : decode(key);
  const list = (queries[name] ??= []);
  if (!Array.isArray(found)) return addValue(list, found, decode);
  for (let index = 0; index < found.length; index += 1) addValue(list, found[index], decode);
  return found.length;
}

function addValue(
  list: string[],
  value: unknown,
  decode: ((text: string) => string) | undefined,
): number {
  const text = toText(value) ?? '';
  list.push(decode === undefined ? text : decode(text));
  return 1;
}

/**
 * Every value of a raw query string by name, decoded once; a name without `=` has an empty value, a malformed escape
 * stays as it is.
 *
 * @throws {@link HttpError} 400 for more values than the limit.
 */
export function parseQuery(query: string, limit?: number): TextListMap {
  const queries = emptyMap<string[]>();
  if (query === '') return queries;
  const pairs = query.split('&');
  checkCount(pairs.length, limit);
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeQuery(equals === -1 ? pair : pair.slice(0, equals));
    (queries[name] ??= []).push(equals === -1 ? '' : decodeQuery(pair.slice(equals + 1)));
  }
  return queries;
}

/** Decodes a name or value of a query once: `+` is a blank, a malformed escape stays as it is. */
export function decodeQuery(text: string): string {
  return decodeComponent(text.includes('+') ? text.replaceAll('+', ' ') : text) ?? text;
}

function checkCount(count: number, limit: number = defaultLimits.queries): void {
  if (count > limit) throw new HttpError(400, `${count} query values, expected at most ${limit}`);
}
