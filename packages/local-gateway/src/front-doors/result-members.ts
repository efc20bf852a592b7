import type { HeaderLine } from '../http.ts';
import { describeValue, isJsonObject } from './json.ts';
import { headerProblem, headerText } from './outgoing-headers.ts';

/**
 * A status code: an integer from 200 to 599, where allowed also as digits (RESP-5, FURL-10). A status below 200
 * announces another response, and there is none.
 */
export function readStatusCode(value: unknown, numericStrings = true): number | undefined {
  const digits = numericStrings && typeof value === 'string' && /^\d{3}$/.test(value);
  const status = digits ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 599 ? status : undefined;
}

/** Why a status code is refused. */
export function statusCodeProblem(value: unknown): string {
  return `"statusCode" is ${describeValue(value)}, expected an integer from 200 to 599`;
}

/** The lines of a map with one value for each name, or in words what is wrong with it. */
export function readHeaderMap(
  key: string,
  value: unknown,
  toText: HeaderText = headerText,
): readonly HeaderLine[] | string {
  if (!isJsonObject(value)) return `"${key}" is ${describeValue(value)}, expected an object`;
  const lines: HeaderLine[] = [];
  for (const [name, member] of Object.entries(value)) {
    const problem = addLine(lines, name, member, toText);
    if (problem !== undefined) return problem;
  }
  return lines;
}

/** The lines of a map with a list of values for each name, or in words what is wrong with it. */
export function readHeaderLists(
  key: string,
  value: unknown,
  toText: HeaderText = headerText,
): readonly HeaderLine[] | string {
  if (!isJsonObject(value)) return `"${key}" is ${describeValue(value)}, expected an object`;
  const lines: HeaderLine[] = [];
  for (const [name, members] of Object.entries(value)) {
    if (!Array.isArray(members)) {
      return `"${key}" has ${describeValue(members)} for "${name}", expected a list`;
    }
    for (const member of members) {
      const problem = addLine(lines, name, member, toText);
      if (problem !== undefined) return problem;
    }
  }
  return lines;
}

/** Why a `body` that is no text is refused. */
export function bodyProblem(value: unknown): string {
  return `"body" is ${describeValue(value)}, expected a string: use JSON.stringify`;
}

/** Why an `isBase64Encoded` is refused. */
export function base64FlagProblem(value: unknown): string {
  return `"isBase64Encoded" is ${describeValue(value)}, expected true or false`;
}

/** Why a body marked as base64 is refused. */
export const NOT_BASE64 = '"isBase64Encoded" is true and "body" is not base64';

type HeaderText = (value: unknown) => string | undefined;

function addLine(
  lines: HeaderLine[],
  name: string,
  value: unknown,
  toText: HeaderText,
): string | undefined {
  const text = toText(value);
  if (text === undefined) {
    const expected = toText === headerText ? 'a string, a number or a boolean' : 'a string';
    return `header "${name}" is ${describeValue(value)}, expected ${expected}`;
  }
  lines.push([name, text]);
  return headerProblem([name, text]);
}
