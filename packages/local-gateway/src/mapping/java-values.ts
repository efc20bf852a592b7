/** A value as API Gateway's templates see it: Java's types, with JavaScript's where they print alike. */
export type JavaValue =
  | null
  | boolean
  /** `Integer` or `Long`. */
  | number
  /** `Long` and `BigInteger` beyond 2^53. */
  | bigint
  | JavaDouble
  | string
  | JavaMap
  | JavaList
  | JavaObject;

/** A `LinkedHashMap`: keys in the order they came, and no prototype to reach. */
export type JavaMap = Map<string, JavaValue>;

/** An `ArrayList`, or a JSON array when {@link isJsonArray} says so. */
export type JavaList = JavaValue[];

/** A `Double`: prints `7.0` where an `Integer` prints `7`. */
export interface JavaDouble {
  readonly double: number;
}

/** `$input` and `$util`: nothing but methods. */
export interface JavaObject {
  readonly methods: Readonly<Record<string, (args: readonly JavaValue[]) => JavaValue>>;
}

/** Marks a list as read from JSON: such lists print as JSON, others as `[a, b]` (REQ-16). */
export function jsonArray(list: JavaList): JavaList {
  jsonArrays.add(list);
  return list;
}

/** Whether a list came from JSON. */
function isJsonArray(list: JavaList): boolean {
  return jsonArrays.has(list);
}

/** Whether a value is a `Double`. */
export function isDouble(value: JavaValue): value is JavaDouble {
  return typeof value === 'object' && value !== null && 'double' in value;
}

/** The number behind an `Integer`, `Long` or `Double`. */
export function toDecimal(value: JavaValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return isDouble(value) ? value.double : undefined;
}

/** Data of ours (`$context`, stage variables) as maps and lists; numbers are integers where they can be. */
export function toJava(value: unknown): JavaValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') {
    return value;
  }
  if (typeof value === 'number') return Number.isInteger(value) ? value : { double: value };
  if (Array.isArray(value)) return jsonArray(value.map(toJava));
  if (typeof value === 'object') {
    return new Map(Object.entries(value).map(([key, member]) => [key, toJava(member)]));
  }
  return null;
}

/** What a reference prints: nothing for null, `{a=1, b=2}` for a map, JSON for a JSON array (REQ-15, REQ-16). */
export function print(value: JavaValue): string {
  if (value instanceof Map && silentMaps.has(value)) return '';
  return value === null ? '' : write(value, 'java', newWriting());
}

/** Compact JSON text, as `$input.json` gives it (REQ-17). */
export function toJsonText(value: JavaValue): string {
  return write(value, 'json', newWriting());
}

/** Marks a map as one that prints nothing as a whole, while its members do (REQ-23). */
export function silent(map: JavaMap): JavaMap {
  silentMaps.add(map);
  return map;
}

/** Thrown for a value too large or too deep to print, such as a map that holds itself. */
class PrintError extends Error {
  override readonly name = 'PrintError';
}

const jsonArrays = new WeakSet<JavaList>();
const silentMaps = new WeakSet<JavaMap>();

/** Levels a printed value may have; a map within itself has no end. */
const MAX_DEPTH = 1000;
/** Milliseconds printing one value may take; maps that share members can grow beyond all bounds. */
const MAX_TIME_MS = 1000;

interface Writing {
  readonly deadline: number;
  values: number;
  depth: number;
}

function newWriting(): Writing {
  return { deadline: performance.now() + MAX_TIME_MS, values: 0, depth: 0 };
}

function write(value: JavaValue, style: 'java' | 'json', writing: Writing): string {
  if (typeof value === 'string') return style === 'json' ? JSON.stringify(value) : value;
  // Inside of a collection Java, too, writes a null as `null`.
  if (value === null || typeof value !== 'object') return String(value);
  if (isDouble(value)) return printDouble(value.double);
  if (!(value instanceof Map) && !Array.isArray(value)) {
    const text = value.methods['toString']?.([]) ?? '';
    return write(text, style, writing);
  }
  enter(writing);
  const text =
    value instanceof Map
      ? writeMap(value, style, writing)
      : writeList(value, isJsonArray(value) ? 'json' : style, writing);
  writing.depth -= 1;
  return text;
}

function enter(writing: Writing): void {
  writing.depth += 1;
  writing.values += 1;
  const late = writing.values % 1024 === 0 && performance.now() > writing.deadline;
  if (late || writing.depth > MAX_DEPTH) {
    throw new PrintError(
      late
        ? `printing a value took longer than ${MAX_TIME_MS} ms`
        : `found a value nested more than ${MAX_DEPTH} levels`,
    );
  }
}

function writeMap(map: JavaMap, style: 'java' | 'json', writing: Writing): string {
  const isJson = style === 'json';
  let text = '';
  for (const [key, member] of map) {
    if (text !== '') text += isJson ? ',' : ', ';
    text += isJson ? `${JSON.stringify(key)}:` : `${key}=`;
    text += write(member, style, writing);
  }
  return `{${text}}`;
}

function writeList(list: JavaList, style: 'java' | 'json', writing: Writing): string {
  const separator = style === 'json' ? ',' : ', ';
  let text = '';
  for (const [at, item] of list.entries()) {
    if (at > 0) text += separator;
    text += write(item, style, writing);
  }
  return `[${text}]`;
}

/** Java's `Double.toString`: always a fraction, `E` notation from 10^7 on and below 10^-3. */
function printDouble(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}
