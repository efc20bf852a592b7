import { acceptedCoding } from './reply/accept-encoding.ts';
import { encodedBytes } from './reply/encode-bytes.ts';
import { type HeaderLine, hasHeader } from './reply/header-lines.ts';
import { ownMembers } from './own.ts';
import type { SourceName } from './request/request.ts';
import { type ShapedReply } from './reply/shaped-reply.ts';
import { addVary } from './reply/vary.ts';
import type { ReplyStep } from './reply/reply-step.ts';

/** A content coding (RFC 9110, 8.4.1). */
export type Coding = 'br' | 'gzip' | 'zstd';

/** When and how replies are compressed. */
export interface CompressionOptions {
  /**
   * Bytes below which a body stays as it is.
   *
   * @default 1024
   */
  readonly threshold?: number;
  /**
   * Codings, the preferred first, for clients that have no preference.
   *
   * @default ['br', 'zstd', 'gzip']
   */
  readonly codings?: readonly Coding[];
  /**
   * Whether to compress behind REST APIs, which decode bytes only with `binaryMediaTypes` (RESP-28); set it when they
   * have the entry for all types.
   *
   * @default false
   */
  readonly restApi?: boolean;
}

/**
 * Compresses replies for clients that accept it: above a size, and only types that gain.
 *
 * @example
 * ```ts
 * import { proxyHandler } from '@org/proxy-core';
 * import { compression } from '@org/proxy-core/compression';
 *
 * export const handler = proxyHandler({ compression: compression() }, async () => ({ list: await readAll() }));
 * ```
 */
export function compression(options: CompressionOptions = {}): ReplyStep {
  const {
    threshold = 1024,
    codings = ['br', 'zstd', 'gzip'],
    restApi = false,
  } = ownMembers(options);
  return async function compress(reply, request) {
    const { source } = request;
    if (textOnly.has(source) || (source === 'rest-api' && !restApi)) return reply;
    // A 304 says what the 200 would have said, whose type is not known any more (RFC 9110, 15.4.5).
    const isNotModified = reply.statusCode === 304;
    if (!isNotModified && !isCompressible(reply)) return reply;
    // Also when it is not compressed now: another client's reply would be.
    const varied = { ...reply, headers: addVary(reply.headers, 'Accept-Encoding') };
    if (isNotModified) return withKnownEtag(varied, request.header('if-none-match'));
    const coding = acceptedCoding(request.header('accept-encoding'), codings);
    const bytes = encodedBytes(reply);
    if (coding === undefined || bytes.byteLength < threshold) return varied;
    const packed = await pack(coding, bytes);
    // Stryker disable next-line EqualityOperator: of two bodies of one size either will do
    return packed.byteLength < bytes.byteLength ? packedReply(varied, coding, packed) : varied;
  };
}

// They have no way to send bytes.
const textOnly: ReadonlySet<SourceName> = new Set<SourceName>(['lambda', 'websocket']);

function isCompressible({ statusCode, headers, body }: ShapedReply): boolean {
  if (body === '' || statusCode === 206) return false;
  if (hasHeader(headers, 'content-encoding') || hasHeader(headers, 'content-range')) return false;
  if (/\bno-transform\b/i.test(valueOf(headers, 'cache-control'))) return false;
  return gains.test(valueOf(headers, 'content-type'));
}

// Images, video, archives and fonts for the web are compressed already; an event stream must not wait.
const gains =
  /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]*\+)?(?:json|xml|text)\b|application\/(?:javascript|graphql|x-ndjson|wasm|manifest|x-www-form-urlencoded|yaml)|image\/(?:svg\+xml|bmp)|font\/(?:ttf|otf))/i;

function packedReply(reply: ShapedReply, coding: Coding, packed: Buffer): ShapedReply {
  return {
    ...reply,
    headers: [...reply.headers.map(weaken), ['content-encoding', coding]],
    body: packed.toString('base64'),
    isBase64Encoded: true,
  };
}

// The form that the client has tells whether its reply was compressed.
function withKnownEtag(reply: ShapedReply, known = ''): ShapedReply {
  const headers = reply.headers.map((line) => {
    const weak = weaken(line);
    return known.includes(weak[1]) ? weak : line;
  });
  return { ...reply, headers };
}

// The bytes differ from those that a strong etag stands for (RFC 9110, 8.8.1).
function weaken([name, value]: HeaderLine): HeaderLine {
  return [name, name === 'etag' && !value.startsWith('W/') ? `W/${value}` : value];
}

function valueOf(headers: readonly HeaderLine[], name: string): string {
  // Stryker disable next-line StringLiteral: any text that no pattern here finds would do
  return headers.find((line) => line[0] === name)?.[1] ?? '';
}

function pack(coding: Coding, bytes: Uint8Array): Promise<Buffer> {
  // Asked for here: loading `node:zlib` takes 2 ms.
  const zlib = process.getBuiltinModule('node:zlib');
  const { promisify } = process.getBuiltinModule('node:util');
  if (coding === 'gzip') return promisify(zlib.gzip)(bytes);
  if (coding === 'zstd') return promisify(zlib.zstdCompress)(bytes);
  // The default quality of 11 takes a hundred times as long.
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 };
  return promisify(zlib.brotliCompress)(bytes, { params });
}
