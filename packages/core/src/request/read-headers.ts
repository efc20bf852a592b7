import { HttpError } from '../errors/errors.ts';
import { lowerName } from '../names.ts';
import { isRecord, largeMap, own } from '../own.ts';
import type { TextMap } from './request.ts';

/** Where an event has its headers. */
export interface HeaderMaps {
  /** One value per name. */
  readonly single?: unknown;
  /** A list of values per name; each of them wins over the single one. */
  readonly multi?: unknown;
  /** Cookies, for events that have them apart; those of the headers win. */
  readonly cookies?: unknown;
}

/** What an event says in its headers. */
export interface FoundHeaders {
  /** By lower-case name. */
  readonly map: TextMap;
  /** How many lines they were. */
  readonly lines: number;
}

/** One header map by lower-case name. */
export function readHeaders({ single, multi, cookies }: HeaderMaps): FoundHeaders {
  const map = largeMap<string>();
  let lines = 0;
  // Stryker disable next-line ArrayDeclaration: no header has the name of a mutant
  let inMulti: readonly string[] = [];
  if (isRecord(multi)) {
    inMulti = Object.keys(multi);
    for (const key of inMulti) lines += addHeader(map, key, multi[key]);
  }
  if (isRecord(single)) {
    // Stryker disable next-line UnaryOperator: a shortcut may miss
    let place = -1;
    for (const key of Object.keys(single)) {
      place += 1;
      // A name of both maps is in the single one with its last value, at the same place (REST-6, REST-32).
      if (key === inMulti.at(place) || own(multi, key) !== undefined) continue;
      lines += addHeader(map, key, single[key]);
    }
  }
  if (map['cookie'] === undefined && Array.isArray(cookies)) addHeader(map, 'cookie', cookies);
  return { map, lines };
}

/**
 * The header map of an event that has not too many lines.
 *
 * @throws {@link HttpError} 431 for more header lines than the limit.
 */
export function limitHeaders({ map, lines }: FoundHeaders, limit: number): TextMap {
  if (lines > limit) throw new HttpError(431, `${lines} header lines, expected at most ${limit}`);
  return map;
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
