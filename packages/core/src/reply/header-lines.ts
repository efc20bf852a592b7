import { describeValue } from '../errors/describe-value.ts';
import { lowerName, recall } from '../names.ts';
import { isObject } from '../own.ts';

/** One header line: a name in lower case, and one value. */
export type HeaderLine = readonly [name: string, value: string];

/** What a header may be; `null` and `undefined` leave it out. */
export type HeaderValue = string | number | bigint | boolean | Date | null | undefined;

/**
 * Headers by name: a list becomes several lines, a date the form of HTTP (RFC 9110, 5.6.7). Of two spellings of one
 * name the later counts. A web `Headers` and pairs are understood as well.
 */
export type ReplyHeaders =
  | Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>
  | Iterable<readonly [name: string, value: HeaderValue | readonly HeaderValue[]]>;

/**
 * Header lines of a map or of pairs.
 *
 * @throws TypeError for a name that is no token, and for a value that is no text or not one line of Latin-1.
 */
export function toHeaderLines(headers: unknown): HeaderLine[] {
  const lines: HeaderLine[] = [];
  if (headers === undefined || headers === null) return lines;
  if (!isObject(headers)) {
    throw new TypeError(`headers are ${describeValue(headers)}, expected an object`);
  }
  if (Symbol.iterator in headers) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the line above saw it; what it gives is unknown
    for (const pair of headers as Iterable<unknown>) addPair(lines, pair);
    return lines;
  }
  const names = Object.keys(headers);
  // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator: a shortcut past spellings
  if (names.length > 1 && names.some(isSpelled)) {
    for (const [name, value] of lastSpellings(headers, names)) addLines(lines, name, value);
  } else {
    for (const name of names) addLines(lines, lowerName(name), headers[name]);
  }
  return lines;
}

/** Header lines with those of the defaults whose name is not among them. */
export function addMissing(
  lines: readonly HeaderLine[],
  defaults: readonly HeaderLine[],
): readonly HeaderLine[] {
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (lines.length === 0) return defaults;
  let all = lines;
  for (const line of defaults) {
    if (!hasHeader(lines, line[0])) all = [...all, line];
  }
  return all;
}

/** Whether a header, by its name in lower case, is among the lines. */
export function hasHeader(lines: readonly HeaderLine[], name: string): boolean {
  for (const line of lines) if (line[0] === name) return true;
  return false;
}

/**
 * Refuses a header line that would end the line or that a front door cannot send.
 *
 * @throws TypeError when the name is no token (RFC 9110, 5.6.2) or the value is not one line of Latin-1 (5.5).
 */
export function checkHeaderLine(name: string, value: string): void {
  recall(checkedNames, name, checkName);
  if (!isHeaderValue(value)) {
    throw new TypeError(
      `header ${JSON.stringify(name)} is ${JSON.stringify(value)}, expected one line of Latin-1 text`,
    );
  }
}

/** Whether a text is one line of Latin-1 (RFC 9110, 5.5). */
export function isHeaderValue(text: string): boolean {
  return !forbidden.test(text);
}

function checkName(name: string): string {
  if (token.test(name)) return name;
  throw new TypeError(`header name is ${JSON.stringify(name)}, expected a token`);
}

const checkedNames = new Map<string, string>();

const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
// oxlint-disable-next-line no-control-regex -- control characters are what must not be there
const forbidden = /[^\t\x20-\x7E\x80-\xFF]/;

function headerText(name: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toUTCString();
  throw new TypeError(
    `header ${JSON.stringify(name)} is ${describeValue(value)}, expected text, a number, a boolean or a date`,
  );
}

function addPair(lines: HeaderLine[], pair: unknown): void {
  if (!Array.isArray(pair)) {
    throw new TypeError(`header is ${describeValue(pair)}, expected a name and a value`);
  }
  addLines(lines, lowerName(String(pair[0])), pair[1]);
}

function addLines(lines: HeaderLine[], name: string, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) addLine(lines, name, item);
  } else {
    addLine(lines, name, value);
  }
}

function addLine(lines: HeaderLine[], name: string, value: unknown): void {
  const text = headerText(name, value);
  if (text === undefined || unsendable.has(name)) return;
  checkHeaderLine(name, text);
  lines.push([name, text]);
}

// Front doors count the length and own the connection: they drop, double or rename what a function says about them
// (RESP-22, RESP-24, FURL-15, ALB-14). `__proto__` cannot be a key of an envelope.
const unsendable: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
  '__proto__',
]);

function isSpelled(name: string): boolean {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: only where the shortcut leads
  return name !== lowerName(name);
}

// Several spellings of `set-cookie` are an old way to send several cookies; of any other name the last counts.
function lastSpellings(
  headers: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Iterable<readonly [string, unknown]> {
  const values = new Map<string, unknown>();
  for (const name of names) {
    const lower = lowerName(name);
    const value = headers[name];
    const before = lower === 'set-cookie' ? values.get(lower) : undefined;
    // Stryker disable next-line ConditionalExpression: a header leaves `undefined` in a list out
    values.set(lower, before === undefined ? value : [before, value].flat());
  }
  return values;
}
