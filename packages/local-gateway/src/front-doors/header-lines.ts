import type { HeaderLine } from '../http.ts';
import type { Grouped } from './value-maps.ts';

/** Every value of a header in the order of its lines, whatever the spelling of its name. */
export function headerValues(lines: readonly HeaderLine[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const line of lines) if (hasName(line, wanted)) values.push(line[1]);
  return values;
}

/** The first value of a header, if it was sent. */
export function headerValue(lines: readonly HeaderLine[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const line of lines) if (hasName(line, wanted)) return line[1];
  return undefined;
}

// Every request asks for a dozen names: most lines are told by their length.
function hasName(line: HeaderLine, lowerCase: string): boolean {
  const name = line[0];
  return name.length === lowerCase.length && name.toLowerCase() === lowerCase;
}

/** Header lines without those of some names, given in lower case. */
export function withoutHeaders(
  lines: readonly HeaderLine[],
  names: ReadonlySet<string>,
): readonly HeaderLine[] {
  return lines.filter((line) => !names.has(line[0].toLowerCase()));
}

/** Header lines where some headers have exactly these values, at the end. */
export function withHeaders(
  lines: readonly HeaderLine[],
  own: readonly HeaderLine[],
): readonly HeaderLine[] {
  const names = new Set(own.map((line) => line[0].toLowerCase()));
  return [...withoutHeaders(lines, names), ...own];
}

/** Header lines, with one more when its name is not among them. */
export function withDefaultHeader(
  lines: readonly HeaderLine[],
  line: HeaderLine,
): readonly HeaderLine[] {
  return headerValue(lines, line[0]) === undefined ? [line, ...lines] : lines;
}

/** Whether a client asks to close the connection after the response. */
export function asksToClose(lines: readonly HeaderLine[]): boolean {
  return headerValues(lines, 'connection').some((value) => CLOSE.test(value));
}

const CLOSE = /(?:^|,)\s*close\s*(?:,|$)/i;

/** Header lines by name without regard to case; `spell` names a group after its first line. */
export function groupHeaders(
  lines: readonly HeaderLine[],
  spell: (name: string) => string = (name) => name,
): Grouped {
  const groups = groupByKey(lines);
  return new Map(Array.from(groups.values(), ({ name, values }) => [spell(name), values]));
}

/** The same groups in the order of their names without regard to case, as REST APIs have them. */
export function groupHeadersInOrder(
  lines: readonly HeaderLine[],
  spell: (name: string) => string = (name) => name,
): Grouped {
  const groups = groupByKey(lines);
  const ordered = new Map<string, readonly string[]>();
  for (const key of Array.from(groups.keys()).toSorted()) {
    const group = groups.get(key);
    if (group !== undefined) ordered.set(spell(group.name), group.values);
  }
  return ordered;
}

interface HeaderGroup {
  /** In the spelling of its first line. */
  readonly name: string;
  readonly values: string[];
}

/** Keys are names in lower case. */
function groupByKey(lines: readonly HeaderLine[]): ReadonlyMap<string, HeaderGroup> {
  const groups = new Map<string, HeaderGroup>();
  for (const line of lines) {
    const name = line[0];
    const value = line[1];
    const key = name.toLowerCase();
    const known = groups.get(key);
    if (known) known.values.push(value);
    else groups.set(key, { name, values: [value] });
  }
  return groups;
}
