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
export function isJsonArray(list: JavaList): boolean {
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
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Map) {
    return `{${[...value].map(([key, member]) => `${key}=${printMember(member)}`).join(', ')}}`;
  }
  if (Array.isArray(value)) {
    return isJsonArray(value) ? toJsonText(value) : `[${value.map(printMember).join(', ')}]`;
  }
  return isDouble(value) ? printDouble(value.double) : '';
}

/** Compact JSON text, as `$input.json` gives it (REQ-17). */
export function toJsonText(value: JavaValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Map) {
    const members = [...value].map(
      ([key, member]) => `${JSON.stringify(key)}:${toJsonText(member)}`,
    );
    return `{${members.join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(toJsonText).join(',')}]`;
  return isDouble(value) ? printDouble(value.double) : 'null';
}

const jsonArrays = new WeakSet<JavaList>();

/** Inside of a collection Java writes a null as `null`. */
function printMember(value: JavaValue): string {
  return value === null ? 'null' : print(value);
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
