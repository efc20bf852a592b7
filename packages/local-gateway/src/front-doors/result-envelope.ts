import type { HeaderLine } from '../http.ts';
import { decodeBase64 } from './base64.ts';
import { describeValue, type JsonObject } from './json.ts';
import {
  base64FlagProblem,
  bodyProblem,
  NOT_BASE64,
  readHeaderMap,
  readStatusCode,
  statusCodeProblem,
} from './result-members.ts';
import { textBytes } from './response-body.ts';

/** An envelope of payload 2.0, read. */
export interface ResultEnvelope {
  readonly statusCode: number;
  /** The lines of `headers`, then one `set-cookie` line for each of `cookies` (HTTP2-27). */
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
}

/**
 * Reads a result with `statusCode` by the rules of payload 2.0, or says what is wrong. Keys it does not know
 * are ignored, `multiValueHeaders` is one of them (HTTP2-28), and base64 is always decoded (HTTP2-26).
 */
export function readEnvelope(
  result: JsonObject,
  { objectBody }: { readonly objectBody: 'refused' | 'serialized' },
): ResultEnvelope | string {
  const { headers = null, cookies = null, isBase64Encoded = null } = result;
  const statusCode = readStatusCode(result['statusCode']);
  if (statusCode === undefined) return statusCodeProblem(result['statusCode']);
  const lines = headers === null ? [] : readHeaderMap('headers', headers);
  if (typeof lines === 'string') return lines;
  const setCookies = cookies === null ? [] : readCookies(cookies);
  if (typeof setCookies === 'string') return setCookies;
  if (isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') {
    return base64FlagProblem(isBase64Encoded);
  }
  const body = readBody(result['body'], isBase64Encoded ?? false, objectBody);
  return typeof body === 'string' ? body : { statusCode, headers: [...lines, ...setCookies], body };
}

/** One `set-cookie` line for each cookie of a list, or in words what is wrong with it. */
export function readCookies(cookies: unknown): readonly HeaderLine[] | string {
  if (!Array.isArray(cookies)) return `"cookies" is ${describeValue(cookies)}, expected a list`;
  const lines: HeaderLine[] = [];
  for (const cookie of cookies) {
    const line = readHeaderMap('cookies', { 'set-cookie': cookie });
    if (typeof line === 'string') return line;
    lines.push(...line);
  }
  return lines;
}

function readBody(
  body: unknown = null,
  isBase64Encoded: boolean,
  objectBody: 'refused' | 'serialized',
): Uint8Array | string {
  if (body === null) return textBytes('');
  if (typeof body !== 'string') {
    // FURL-9, HTTP2-24.
    return objectBody === 'serialized' ? textBytes(JSON.stringify(body)) : bodyProblem(body);
  }
  return isBase64Encoded ? (decodeBase64(body) ?? NOT_BASE64) : textBytes(body);
}
