import type { HeaderLine } from '../http.ts';
import { describeValue } from './json.ts';

/** Why a header cannot be sent, or `undefined`: names are tokens, values one line of Latin-1. */
export function headerProblem([name, value]: HeaderLine): string | undefined {
  if (!TOKEN.test(name)) return `header name ${JSON.stringify(name)} is no HTTP token`;
  if (FORBIDDEN.test(value)) {
    return `header "${name}" has ${describeValue(value)}, expected one line of Latin-1 characters`;
  }
  return undefined;
}

/** A header value out of JSON as text: text, numbers and booleans can be sent (RESP-7), nothing else can. */
export function headerText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `myheader` as `Myheader`, `x-one-two` as `X-One-Two` (HTTP1-14). */
export function capitalizeWords(name: string): string {
  return name.toLowerCase().replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const FORBIDDEN = /[^\t\x20-\x7E\x80-\xFF]/;
