import { encodeBytes } from './encode-bytes.ts';
import { type HeaderLine, toHeaderLines } from './header-lines.ts';
import { toJsonText } from './json-text.ts';
import { isObject } from '../own.ts';
import type { ByteStream } from './shaped-reply.ts';

/** A body as a handler gave it, with the status and the headers of a reply that says nothing else. */
export interface BodyShape {
  readonly statusCode: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** The value that a JSON `body` was made of. */
  readonly value: unknown;
  readonly stream: ByteStream | undefined;
}

/**
 * What a body is: one line per row of the table of values that a handler may return.
 *
 * @throws TypeError for a value that is neither text nor bytes and has no JSON.
 */
export function readBody(body: unknown): BodyShape {
  if (body === undefined || body === null) return empty;
  if (typeof body === 'string') return readText(body);
  if (isObject(body) && !isPlain(body)) {
    if (ArrayBuffer.isView(body)) return readBytes(body.buffer, body.byteOffset, body.byteLength);
    if (body instanceof ArrayBuffer) return readBytes(body, 0, body.byteLength);
    if (isResponse(body)) return readResponse(body);
    if (isBlob(body)) return readBlob(body);
    if (isStream(body)) return { ...empty, statusCode: 200, stream: body };
    refuseWithoutJson(body);
  }
  return readJson(body);
}

const noHeaders: readonly HeaderLine[] = Object.freeze([]);
/** What text has without a content type of its own. */
export const textHeaders: readonly HeaderLine[] = contentType('text/plain; charset=utf-8');
const jsonHeaders = contentType('application/json');
/** What bytes have without a content type of their own. */
export const byteHeaders: readonly HeaderLine[] = contentType('application/octet-stream');

const empty: BodyShape = Object.freeze({
  statusCode: 204,
  headers: noHeaders,
  body: '',
  isBase64Encoded: false,
  value: undefined,
  stream: undefined,
});

function contentType(type: string): readonly HeaderLine[] {
  return Object.freeze([Object.freeze(['content-type', type] as const)]);
}

function readText(body: string): BodyShape {
  return shape(textHeaders, body, undefined);
}

function readJson(value: unknown): BodyShape {
  const body = toJsonText(value);
  return shape(jsonHeaders, body, value);
}

function shape(headers: readonly HeaderLine[], body: string, value: unknown): BodyShape {
  return { statusCode: 200, headers, body, isBase64Encoded: false, value, stream: undefined };
}

function readBytes(buffer: ArrayBufferLike, start: number, length: number): BodyShape {
  const encoded = encodeBytes(new Uint8Array(buffer, start, length));
  return { ...empty, statusCode: 200, headers: byteHeaders, ...encoded };
}

function readResponse({ status, headers, body, url }: Response): BodyShape {
  const lines = toHeaderLines(headers);
  return {
    ...empty,
    statusCode: status,
    headers: url === '' ? lines : lines.filter((line) => !isUndone(line)),
    stream: body ?? undefined,
  };
}

// `fetch`, whose responses alone have a URL, undoes these codings of a body, and goes on telling them (Fetch, 4.7).
function isUndone([name, value]: HeaderLine): boolean {
  return name === 'content-encoding' && /^(?:(?:x-)?gzip|deflate|br|[, ])+$/i.test(value);
}

function readBlob(blob: Blob): BodyShape {
  const headers = blob.type === '' ? byteHeaders : contentType(blob.type);
  return { ...empty, statusCode: 200, headers, stream: blob.stream() };
}

/** Whether a value is a web `Response`; by its tag, since a look at the globals `Response` and `Blob` would load them. */
export function isResponse(body: unknown): body is Response {
  return tagOf(body) === '[object Response]';
}

function isBlob(body: object): body is Blob {
  return tagOf(body) === '[object Blob]' || tagOf(body) === '[object File]';
}

function tagOf(body: unknown): string {
  return Object.prototype.toString.call(body);
}

/** Whether a body is read piece by piece. */
export function isStream(body: object): body is ByteStream {
  return Symbol.asyncIterator in body;
}

// Literals, which most replies are, take one look.
function isPlain(body: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(body);
  const literal = prototype === Object.prototype || prototype === null || Array.isArray(body);
  return literal && !isStream(body);
}

// Their JSON is `{}` or `null`, which nobody means.
function refuseWithoutJson(body: object): void {
  if ('then' in body) throw new TypeError('body is a promise, expected its value: await it');
  if (Symbol.iterator in body && !('toJSON' in body)) {
    throw new TypeError(`body is ${tagOf(body)}, expected an object or a list, which have JSON`);
  }
  if (body instanceof Date && Number.isNaN(body.getTime())) {
    throw new TypeError('body is an invalid date');
  }
}
