import type { HeaderLine } from '../../http.ts';
import { describeValue, isJsonObject } from '../json.ts';
import {
  base64FlagProblem,
  bodyProblem,
  readHeaderLists,
  readHeaderMap,
  readStatusCode,
  statusCodeProblem,
} from '../result-members.ts';

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
  // Without a status code it is 200 (RESP-4).
  const { statusCode: status = 200, body = null, isBase64Encoded = false } = value;
  const statusCode = readStatusCode(status);
  if (statusCode === undefined) return statusCodeProblem(status);
  if (body !== null && typeof body !== 'string') return bodyProblem(body);
  if (typeof isBase64Encoded !== 'boolean') return base64FlagProblem(isBase64Encoded);
  const headers = orNone(readHeaderMap, 'headers', value['headers']);
  if (typeof headers === 'string') return headers;
  const lists = value['multiValueHeaders'];
  const multiValueHeaders = orNone(readHeaderLists, 'multiValueHeaders', lists);
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

// `null` is the same as nothing for maps of headers (RESP-7).
function orNone(
  read: (key: string, value: unknown) => readonly HeaderLine[] | string,
  key: string,
  value: unknown = null,
): readonly HeaderLine[] | string {
  return value === null ? [] : read(key, value);
}
