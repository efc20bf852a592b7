import { type Reply, replyBrand, type ReplyHeaders } from './reply.ts';
import { isObject } from './own.ts';

/** A reply that any front door can carry; a source's `toResult` turns it into that door's envelope. */
export interface ShapedReply {
  /** An integer from 200 to 599. */
  readonly statusCode: number;
  /** Header lines in order, names in lower case, several lines per name allowed, `set-cookie` never among them. */
  readonly headers: readonly HeaderLine[];
  /** `set-cookie` lines. */
  readonly cookies: readonly string[];
  /** Text, or base64 when `isBase64Encoded`; empty for no body. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** The value that a JSON `body` was made of, for sources that take values. */
  readonly value?: unknown;
}

/** One header line: name and value. */
export type HeaderLine = readonly [name: string, value: string];

/** Shapes whatever a handler returned. */
export function shapeReply(returned: unknown): ShapedReply {
  if (isReply(returned)) return shape(returned.body, returned);
  if (isProxyResult(returned)) return shapeProxyResult(returned);
  return shape(returned, {});
}

const noCookies: readonly string[] = Object.freeze([]);

function isReply(value: unknown): value is Reply {
  return isObject(value) && replyBrand in value;
}

function shape(body: unknown, init: Omit<Reply, 'body' | typeof replyBrand>): ShapedReply {
  const headers: HeaderLine[] = toLines(init.headers ?? {});
  const cookies = init.cookies ?? noCookies;
  if (body === undefined || body === null) {
    return {
      statusCode: init.statusCode ?? 204,
      headers,
      cookies,
      body: '',
      isBase64Encoded: false,
    };
  }
  const statusCode = init.statusCode ?? 200;
  if (typeof body === 'string') {
    addContentType(headers, 'text/plain; charset=utf-8');
    return { statusCode, headers, cookies, body, isBase64Encoded: false };
  }
  if (body instanceof Uint8Array) {
    addContentType(headers, 'application/octet-stream');
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return { statusCode, headers, cookies, body: bytes.toString('base64'), isBase64Encoded: true };
  }
  addContentType(headers, 'application/json');
  return {
    statusCode,
    headers,
    cookies,
    body: JSON.stringify(body),
    isBase64Encoded: false,
    value: body,
  };
}

function addContentType(headers: HeaderLine[], type: string): void {
  if (!headers.some(([name]) => name === 'content-type')) headers.push(['content-type', type]);
}

function toLines(headers: ReplyHeaders): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value])
      lines.push([name.toLowerCase(), String(item)]);
  }
  return lines;
}

interface ProxyResult {
  readonly statusCode: number;
  readonly headers?: ReplyHeaders | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>> | null;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

const envelopeKeys = new Set([
  'statusCode',
  'statusDescription',
  'headers',
  'multiValueHeaders',
  'cookies',
  'body',
  'isBase64Encoded',
]);

function isProxyResult(value: unknown): value is ProxyResult {
  return (
    isObject(value) &&
    Number.isInteger(value['statusCode']) &&
    Object.keys(value).every((key) => envelopeKeys.has(key))
  );
}

function shapeProxyResult(result: ProxyResult): ShapedReply {
  const { statusCode, headers, multiValueHeaders, cookies = noCookies, body } = result;
  const lines = toLines({ ...headers, ...multiValueHeaders });
  const setCookies = lines.filter(([name]) => name === 'set-cookie').map(([, value]) => value);
  const shaped = shape(body ?? undefined, { statusCode });
  return {
    ...shaped,
    headers: withType(
      lines.filter(([name]) => name !== 'set-cookie'),
      shaped,
    ),
    cookies: [...cookies, ...setCookies],
    isBase64Encoded: result.isBase64Encoded === true || shaped.isBase64Encoded,
  };
}

function withType(lines: HeaderLine[], { headers }: ShapedReply): readonly HeaderLine[] {
  const [type] = headers;
  if (type !== undefined) addContentType(lines, type[1]);
  return lines;
}
