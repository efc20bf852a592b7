import type { HeaderLine } from '../../http.ts';
import { describeValue, isJsonObject } from '../json.ts';
import { headerProblem, headerText } from '../outgoing-headers.ts';

/** A proxy result that a REST API accepts. */
export interface RestResult {
  readonly statusCode: number;
  readonly headers: readonly HeaderLine[];
  readonly multiValueHeaders: readonly HeaderLine[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What a function gave back as a proxy result, or in words what a REST API refuses in it (RESP-1..RESP-11). */
export function readRestShape(value: unknown): RestResult | string {
  if (!isJsonObject(value)) {
    return `a REST proxy result is ${describeValue(value)}, expected an object`;
  }
  const unknown = Object.keys(value).find((key) => !KEYS.has(key));
  if (unknown !== undefined) {
    return `unknown key "${unknown}" in a REST proxy result: expected only ${[...KEYS].join(', ')}`;
  }
  const statusCode = readStatusCode(value['statusCode']);
  if (statusCode === undefined) {
    return `"statusCode" is ${describeValue(value['statusCode'])}, expected an integer from 100 to 599`;
  }
  const { body = null, isBase64Encoded = false } = value;
  if (body !== null && typeof body !== 'string') {
    return `"body" is ${describeValue(body)}, expected a string: use JSON.stringify`;
  }
  if (typeof isBase64Encoded !== 'boolean') {
    return `"isBase64Encoded" is ${describeValue(isBase64Encoded)}, expected true or false`;
  }
  const headers = readHeaders(value['headers']);
  if (typeof headers === 'string') return headers;
  const multiValueHeaders = readMultiValueHeaders(value['multiValueHeaders']);
  if (typeof multiValueHeaders === 'string') return multiValueHeaders;
  return { statusCode, headers, multiValueHeaders, body: body ?? '', isBase64Encoded };
}

const KEYS: ReadonlySet<string> = new Set([
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
]);

// Missing means 200 (RESP-4), digits as text are a number (RESP-5).
function readStatusCode(value: unknown = 200): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return status >= 100 && status <= 599 ? status : undefined;
}

function readHeaders(value: unknown = null): readonly HeaderLine[] | string {
  if (value === null) return [];
  if (!isJsonObject(value)) return `"headers" is ${describeValue(value)}, expected an object`;
  const lines: HeaderLine[] = [];
  for (const [name, member] of Object.entries(value)) {
    const problem = addLine(lines, name, member);
    if (problem !== undefined) return problem;
  }
  return lines;
}

function readMultiValueHeaders(value: unknown = null): readonly HeaderLine[] | string {
  if (value === null) return [];
  if (!isJsonObject(value)) {
    return `"multiValueHeaders" is ${describeValue(value)}, expected an object`;
  }
  const lines: HeaderLine[] = [];
  for (const [name, members] of Object.entries(value)) {
    if (!Array.isArray(members)) {
      return `"multiValueHeaders" has ${describeValue(members)} for "${name}", expected a list`;
    }
    for (const member of members) {
      const problem = addLine(lines, name, member);
      if (problem !== undefined) return problem;
    }
  }
  return lines;
}

function addLine(lines: HeaderLine[], name: string, value: unknown): string | undefined {
  const text = headerText(value);
  if (text === undefined) {
    return `header "${name}" is ${describeValue(value)}, expected a string, a number or a boolean`;
  }
  lines.push([name, text]);
  return headerProblem([name, text]);
}
