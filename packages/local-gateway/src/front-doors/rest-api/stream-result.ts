import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { headerValues, withDefaultHeader, withoutHeaders } from '../header-lines.ts';
import { readPayload } from '../payload.ts';
import { readPrelude } from '../prelude.ts';
import { readCookies } from '../result-envelope.ts';
import { sealStream } from '../streamed-response.ts';
import { responseTraceId } from '../trace-id.ts';
import { mergeHeaders, remapHeaders } from './response-headers.ts';
import { restServerError, restServiceHeaders } from './response.ts';
import { readRestShape } from './result-shape.ts';
import type { RestRoute } from './route.ts';

/**
 * The response of a REST API method with `responseTransferMode` `STREAM` (STRM-3..STRM-8): metadata with
 * `statusCode`, `headers`, `multiValueHeaders` and `cookies`, then the body. A function error is a 502, any
 * other stream a 500.
 */
export async function readRestStream(
  result: InvocationResult,
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): Promise<FrontDoorResponse> {
  const refuse = (statusCode: 500 | 502, reason: string): FrontDoorResponse =>
    restServerError({ statusCode, reason }, request, route, exchange);
  if (!result.stream) {
    const payload = readPayload(result);
    return payload.ok ? refuse(500, 'the function did not stream') : refuse(502, payload.reason);
  }
  const prelude = await readPrelude(result.stream.chunks);
  if (typeof prelude === 'string') return refuse(500, prelude);
  const { cookies = [], ...metadata } = prelude.metadata;
  const unknown = Object.keys(metadata).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    const expected = [...KEYS, 'cookies'].join(', ');
    return refuse(
      500,
      `found "${unknown}" in the metadata of the stream, expected only ${expected}`,
    );
  }
  const shape = readRestShape(metadata);
  if (typeof shape === 'string') return refuse(500, shape);
  const setCookies = readCookies(cookies);
  if (typeof setCookies === 'string') return refuse(500, setCookies);
  const merged = mergeHeaders([...shape.multiValueHeaders, ...setCookies], shape.headers);
  const headers: readonly HeaderLine[] = [
    ...withDefaultHeader(keepLength(merged), ['Content-Type', 'application/json']),
    ['X-Amzn-Trace-Id', responseTraceId(request, exchange)],
    ...restServiceHeaders(shape.statusCode, request, route, exchange),
  ];
  return sealStream(request, shape.statusCode, headers, prelude.chunks);
}

/** STRM-4, and `cookies`. */
const KEYS: readonly string[] = ['statusCode', 'headers', 'multiValueHeaders'];

// The length that the function gives is the one of the response (STRM-8), if it is one.
function keepLength(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const others = remapHeaders(withoutHeaders(lines, CONTENT_LENGTH));
  const [length = '', ...more] = new Set(headerValues(lines, 'content-length'));
  return /^\d+$/.test(length) && more.length === 0
    ? [...others, ['Content-Length', length]]
    : others;
}

const CONTENT_LENGTH: ReadonlySet<string> = new Set(['content-length']);
