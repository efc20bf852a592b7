import { describeValue } from '../errors/describe-value.ts';
import { discardStream } from './discard-stream.ts';
import {
  addMissing,
  checkHeaderLine,
  hasHeader,
  type HeaderLine,
  toHeaderLines,
} from './header-lines.ts';
import { isIntegerBetween } from './is-integer-between.ts';
import { isReply } from './make-reply.ts';
import { own } from '../own.ts';
import { isProxyResult, readProxyBody, readProxyHeaders } from './proxy-result.ts';
import { type BodyShape, readBody } from './read-body.ts';
import { type ByteStream, isBodiless, type ShapedReply } from './shaped-reply.ts';

/**
 * Shapes whatever a handler returned; what was returned is never changed.
 *
 * @throws TypeError for what no front door can send: a status that is none, a header with a line break, a body without
 * JSON. Its `cause` says what was found.
 */
export function shapeReply(returned: unknown): ShapedReply {
  let stream: ByteStream | undefined;
  try {
    if (isReply(returned)) {
      const { body, statusCode, headers, cookies } = returned;
      const found = readBody(body);
      stream = found.stream;
      return compose(found, statusCode, toHeaderLines(headers), cookies);
    }
    if (isProxyResult(returned)) {
      const found = readProxyBody(returned);
      stream = found.stream;
      const cookies = own(returned, 'cookies');
      return compose(found, returned.statusCode, readProxyHeaders(returned), cookies);
    }
    return compose(readBody(returned), undefined, noLines, undefined);
  } catch (cause) {
    // Its file would stay open.
    discardStream(stream);
    throw new TypeError('reply cannot be sent', { cause });
  }
}

const noLines: readonly HeaderLine[] = Object.freeze([]);
const noCookies: readonly string[] = Object.freeze([]);

function compose(
  found: BodyShape,
  status: unknown,
  said: readonly HeaderLine[],
  listed: unknown,
): ShapedReply {
  const statusCode = toStatusCode(status === undefined ? found.statusCode : status);
  const bodiless = isBodiless(statusCode);
  const lines = addMissing(said, bodiless ? found.headers.filter(isNoType) : found.headers);
  const hasCookies = hasHeader(lines, 'set-cookie');
  const cookies = toCookies(listed, hasCookies ? lines.filter(isCookie) : noLines);
  const headers = hasCookies ? lines.filter((line) => !isCookie(line)) : lines;
  if (bodiless) discardStream(found.stream);
  const { body, isBase64Encoded, value, stream } = bodiless ? nothing : found;
  return { statusCode, headers, cookies, body, isBase64Encoded, value, stream };
}

const nothing: Pick<ShapedReply, 'body' | 'isBase64Encoded' | 'stream' | 'value'> = {
  body: '',
  isBase64Encoded: false,
  value: undefined,
  stream: undefined,
};

function toStatusCode(status: unknown): number {
  if (isIntegerBetween(status, 200, 599)) return status;
  throw new TypeError(`status is ${describeValue(status)}, expected an integer from 200 to 599`);
}

function toCookies(listed: unknown, lines: readonly HeaderLine[]): readonly string[] {
  // Stryker disable next-line ConditionalExpression: a shortcut
  const fromLines = lines.length === 0 ? noCookies : lines.map(([, value]) => value);
  if (listed === undefined || listed === null) return fromLines;
  if (!Array.isArray(listed)) {
    throw new TypeError(`cookies are ${describeValue(listed)}, expected a list`);
  }
  const cookies = listed.map(toCookie);
  // Stryker disable next-line ConditionalExpression: a shortcut
  return fromLines.length === 0 ? cookies : cookies.concat(fromLines);
}

function toCookie(cookie: unknown): string {
  if (typeof cookie !== 'string') {
    throw new TypeError(`cookie is ${describeValue(cookie)}, expected a set-cookie line`);
  }
  checkHeaderLine('set-cookie', cookie);
  return cookie;
}

function isCookie([name]: HeaderLine): boolean {
  return name === 'set-cookie';
}

function isNoType([name]: HeaderLine): boolean {
  return name !== 'content-type';
}
