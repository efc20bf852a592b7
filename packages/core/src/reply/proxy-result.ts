import { describeValue } from '../errors/describe-value.ts';
import { type HeaderLine, toHeaderLines } from './header-lines.ts';
import { isObject, own } from '../own.ts';
import { type BodyShape, readBody } from './read-body.ts';

/** A Lambda proxy result as existing handlers return it, in either payload format. */
export interface ProxyResult {
  readonly statusCode: unknown;
  readonly [key: string]: unknown;
}

/**
 * Whether a value is meant as a Lambda proxy result: a `statusCode` and nothing but keys of the envelope. A lone
 * `statusCode` that is no integer is data.
 */
export function isProxyResult(value: unknown): value is ProxyResult {
  if (!isObject(value) || !Object.hasOwn(value, 'statusCode')) return false;
  const keys = Object.keys(value);
  if (!keys.every((key) => envelopeKeys.has(key))) return false;
  return keys.length > 1 || Number.isInteger(value['statusCode']);
}

const envelopeKeys: ReadonlySet<string> = new Set([
  'statusCode',
  'statusDescription',
  'headers',
  'multiValueHeaders',
  'cookies',
  'body',
  'isBase64Encoded',
]);

/**
 * The body of a proxy result. Text gets no content type of ours: the front door adds its own (RESP-16, HTTP2-23,
 * FURL-8), as it always did for this handler.
 *
 * @throws TypeError for `isBase64Encoded` that is no boolean or not true of the body.
 */
export function readProxyBody(result: ProxyResult): BodyShape {
  const found = readBody(own(result, 'body'));
  const flag = own(result, 'isBase64Encoded') ?? false;
  if (typeof flag !== 'boolean') {
    throw new TypeError(`isBase64Encoded is ${describeValue(flag)}, expected true or false`);
  }
  if (typeof own(result, 'body') !== 'string') return found;
  if (flag && !isBase64(found.body))
    throw new TypeError('body is not base64, isBase64Encoded is true');
  return { ...found, headers: [], isBase64Encoded: flag };
}

/** Header lines of both maps; of a name in both the list comes first, and equal lines count once (RESP-12). */
export function readProxyHeaders(result: ProxyResult): HeaderLine[] {
  const single = toHeaderLines(own(result, 'headers'));
  const multi = toHeaderLines(own(result, 'multiValueHeaders'));
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (multi.length === 0) return single;
  const isNew = ([name, value]: HeaderLine): boolean =>
    !multi.some((line) => line[0] === name && line[1] === value);
  return [...multi, ...single.filter(isNew)];
}

// RFC 4648, 4.
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text);
}
