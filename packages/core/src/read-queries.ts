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
  const inMulti = isRecord(multi) ? multi : undefined;
  for (const map of [inMulti, single]) {
    if (!isRecord(map)) continue;
    for (const key of Object.keys(map)) {
      // A name that is in both maps is in the single one with its last value (REST-38).
      if (map !== inMulti && inMulti !== undefined && Object.hasOwn(inMulti, key)) continue;
      const name = decode === undefined ? key : decode(key);
      const found = map[key];
      for (const value of Array.isArray(found) ? found : [found]) {
        count += 1;
        const text = toText(value) ?? '';
        (queries[name] ??= []).push(decode === undefined ? text : decode(text));
      }
    }
  }
  checkCount(count, limit);
  return queries;
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
