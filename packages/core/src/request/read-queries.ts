import { decodeComponent } from './decode-component.ts';
import { HttpError } from '../errors/errors.ts';
import { defaultLimits } from './limits.ts';
import { keyName } from '../names.ts';
import { emptyMap, isRecord } from '../own.ts';
import { toText } from './read-headers.ts';

/** Adds one value of a query to a map: {@link addToList} or {@link addLast}. */
export type AddValue<Value> = (map: Record<string, Value>, name: string, value: string) => void;

/** Keeps every value of a name, in order. */
export function addToList(map: Record<string, string[]>, name: string, value: string): void {
  (map[name] ??= []).push(value);
}

/** Keeps the last value of a name. */
export function addLast(map: Record<string, string>, name: string, value: string): void {
  map[name] = value;
}

/**
 * Query values by name, of a single and a multi value map, where the multi value map wins.
 *
 * @throws {@link HttpError} 400 for more values than the limit.
 */
export function readQueries<Value>(
  add: AddValue<Value>,
  single: unknown,
  multi: unknown,
  limit?: number,
  decode?: (text: string) => string,
): Record<string, Value> {
  const queries = emptyMap<Value>();
  let count = 0;
  const take = (key: string, value: unknown): void => {
    count += 1;
    const text = toText(value) ?? '';
    if (decode === undefined) add(queries, key, text);
    else add(queries, decode(key), decode(text));
  };
  const inMulti = isRecord(multi) ? multi : undefined;
  if (inMulti !== undefined) {
    for (const key of Object.keys(inMulti)) takeAll(take, key, inMulti[key]);
  }
  if (isRecord(single)) {
    for (const key of Object.keys(single)) {
      // A name of both maps is in the single one with its last value (REST-38).
      if (inMulti === undefined || !Object.hasOwn(inMulti, key)) takeAll(take, key, single[key]);
    }
  }
  checkCount(count, limit);
  return queries;
}

function takeAll(take: (key: string, value: unknown) => void, key: string, found: unknown): void {
  if (!Array.isArray(found)) return take(key, found);
  for (let index = 0; index < found.length; index += 1) take(key, found[index]);
}

/**
 * Values of a raw query string by name, decoded once; a name without `=` has an empty value, a malformed escape stays
 * as it is.
 *
 * @throws {@link HttpError} 400 for more values than the limit.
 */
export function parseQuery<Value>(
  add: AddValue<Value>,
  query: string,
  limit?: number,
): Record<string, Value> {
  const queries = emptyMap<Value>();
  if (query === '') return queries;
  const pairs = query.split('&');
  checkCount(pairs.length, limit);
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = keyName(decodeQuery(equals === -1 ? pair : pair.slice(0, equals)));
    add(queries, name, equals === -1 ? '' : decodeQuery(pair.slice(equals + 1)));
  }
  return queries;
}

/** Decodes a name or value of a query once: `+` is a blank, a malformed escape stays as it is. */
export function decodeQuery(text: string): string {
  // Stryker disable next-line ConditionalExpression,StringLiteral: a shortcut
  return decodeComponent(text.includes('+') ? text.replaceAll('+', ' ') : text) ?? text;
}

function checkCount(count: number, limit: number = defaultLimits.queries): void {
  if (count > limit) throw new HttpError(400, `${count} query values, expected at most ${limit}`);
}
