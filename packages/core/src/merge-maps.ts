import { emptyMap, isObject } from './own.ts';
import type { TextListMap, TextMap } from './request.ts';

/** One header map of the single and the multi value map, by lower-case name; the multi values win. */
export function mergeHeaders(single: unknown, multi: unknown): TextMap {
  const headers = emptyMap<string>();
  addHeaders(headers, multi, emptyMap());
  addHeaders(headers, single, { ...headers });
  return headers;
}

/** Every query value by name, of the single and the multi value map; the multi values win. */
export function mergeQueries(single: unknown, multi: unknown): TextListMap {
  const queries = emptyMap<readonly string[]>();
  for (const map of [multi, single]) {
    if (!isObject(map)) continue;
    for (const name of Object.keys(map)) {
      if (!(name in queries)) queries[name] = toTexts(map[name]);
    }
  }
  return queries;
}

function addHeaders(headers: Record<string, string>, map: unknown, taken: TextMap): void {
  if (!isObject(map) || Array.isArray(map)) return;
  for (const key of Object.keys(map)) {
    const name = key.toLowerCase();
    if (name in taken) continue;
    const values = toTexts(map[key]);
    if (values.length === 0) continue;
    const value = values.join(name === 'cookie' ? '; ' : ', ');
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
}

/** Values of a foreign map as texts: lists item by item, numbers and booleans as text, anything else left out. */
export function toTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(toTexts);
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
