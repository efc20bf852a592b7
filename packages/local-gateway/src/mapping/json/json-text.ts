import { jsonArray, type JavaList, type JavaMap, type JavaValue } from '../java-values.ts';

/** Levels of nesting a body may have; deeper ones are refused instead of exhausting the stack. */
const MAX_DEPTH = 500;

/** Thrown by {@link parseJson}, with what was found and where. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
}

/**
 * Parses JSON as the gateway's Java parser does: members keep their order, `1.0` stays a `Double`, and
 * names without quotes, single quotes and trailing commas are accepted (REQ-58).
 *
 * Throws {@link JsonTextError}.
 */
export function parseJson(text: string): JavaValue {
  const reader: Reader = { text, at: 0 };
  const value = readValue(reader, 0);
  skipBlanks(reader);
  if (reader.at < text.length) throw unexpected(reader, 'the end');
  return value;
}

const WORD = /[^\s:,{}[\]"']+/y;
const DOUBLE_QUOTED = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const SINGLE_QUOTED = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y;
/** Tab, line feed, carriage return, blank. */
const BLANKS: ReadonlySet<number> = new Set([9, 10, 13, 32]);

interface Reader {
  readonly text: string;
  at: number;
}

function readValue(reader: Reader, depth: number): JavaValue {
  if (depth > MAX_DEPTH) throw new JsonTextError(`found more than ${MAX_DEPTH} levels of nesting`);
  skipBlanks(reader);
  const char = reader.text[reader.at];
  if (char === '{') return readObject(reader, depth);
  if (char === '[') return readArray(reader, depth);
  if (char === '"' || char === "'") return readString(reader, char);
  return readWord(reader);
}

function readObject(reader: Reader, depth: number): JavaMap {
  const map: JavaMap = new Map();
  reader.at += 1;
  while (!accept(reader, '}')) {
    const name = readName(reader);
    if (!accept(reader, ':')) throw unexpected(reader, 'a colon');
    map.set(name, readValue(reader, depth + 1));
    if (!accept(reader, ',') && !peek(reader, '}')) throw unexpected(reader, 'a comma or }');
  }
  return map;
}

function readArray(reader: Reader, depth: number): JavaList {
  const list: JavaList = jsonArray([]);
  reader.at += 1;
  while (!accept(reader, ']')) {
    list.push(readValue(reader, depth + 1));
    if (!accept(reader, ',') && !peek(reader, ']')) throw unexpected(reader, 'a comma or ]');
  }
  return list;
}

function readName(reader: Reader): string {
  skipBlanks(reader);
  const quote = reader.text[reader.at];
  if (quote === '"' || quote === "'") return readString(reader, quote);
  return readToken(reader, WORD) ?? fail(reader, 'a name');
}

function readString(reader: Reader, quote: '"' | "'"): string {
  const token = readToken(reader, quote === '"' ? DOUBLE_QUOTED : SINGLE_QUOTED);
  if (token === undefined) throw unexpected(reader, 'a closing quote');
  const inner = token.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_, hex: string | undefined, char: string) =>
      hex === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readWord(reader: Reader): JavaValue {
  const word = readToken(reader, WORD) ?? fail(reader, 'a value');
  if (word === 'null') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  if (/^-?\d+$/.test(word)) {
    const number = Number(word);
    return Number.isSafeInteger(number) ? number : BigInt(word);
  }
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return { double: Number(word) };
  reader.at -= word.length;
  throw unexpected(reader, 'a value');
}

function readToken(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const token = pattern.exec(reader.text)?.[0];
  if (token !== undefined) reader.at += token.length;
  return token;
}

function accept(reader: Reader, char: string): boolean {
  const found = peek(reader, char);
  if (found) reader.at += 1;
  return found;
}

function peek(reader: Reader, char: string): boolean {
  skipBlanks(reader);
  return reader.text[reader.at] === char;
}

function skipBlanks(reader: Reader): void {
  while (BLANKS.has(reader.text.charCodeAt(reader.at))) reader.at += 1;
}

function fail(reader: Reader, expected: string): never {
  throw unexpected(reader, expected);
}

function unexpected({ text, at }: Reader, expected: string): JsonTextError {
  const found = at < text.length ? JSON.stringify(text.slice(at, at + 12)) : 'the end';
  return new JsonTextError(`found ${found} at character ${at + 1}, expected ${expected}`);
}
