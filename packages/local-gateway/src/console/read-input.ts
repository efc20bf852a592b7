import { isObject } from '../assembly/template.ts';
import type { HeaderLine } from '../http.ts';
import { BadRequestError } from './bad-request.ts';

/** What the page sent, before it is known to be what it should be. */
export type Input = Readonly<Record<string, unknown>>;

/** Reads a JSON object; throws a {@link BadRequestError}. */
export function readInput(bytes: Uint8Array): Input {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isObject(value)) return value;
  } catch {
    // Not JSON: the same answer.
  }
  throw new BadRequestError('expected a JSON object');
}

/** A member that is text. */
export function textIn(input: Input, name: string): string {
  const value = memberIn(input, name);
  if (typeof value === 'string') return value;
  throw new BadRequestError(`found ${typeof value} as ${name}, expected text`);
}

/** A member that is an object. */
export function objectIn(input: Input, name: string): Input {
  const value = memberIn(input, name);
  if (isObject(value)) return value;
  throw new BadRequestError(`found ${typeof value} as ${name}, expected an object`);
}

/** A member that is an integration type, or missing. */
export function overrideIn(input: Input, name: string): 'AWS' | 'AWS_PROXY' | undefined {
  const value = memberIn(input, name);
  if (value === undefined || value === 'AWS' || value === 'AWS_PROXY') return value;
  throw new BadRequestError(`expected AWS, AWS_PROXY or nothing as ${name}`);
}

/** A member that is a list of header lines. */
export function headersIn(input: Input, name: string): readonly HeaderLine[] {
  const value = memberIn(input, name);
  if (Array.isArray(value)) {
    const lines = value.filter(isHeaderLine);
    if (lines.length === value.length) return lines;
  }
  throw new BadRequestError(`expected a list of [name, value] as ${name}`);
}

function isHeaderLine(value: unknown): value is HeaderLine {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
  );
}

/** Only own members: `__proto__` of a document is nothing but a name. */
function memberIn(input: Input, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined;
}
