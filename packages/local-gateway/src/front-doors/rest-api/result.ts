import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { decodeBase64 } from '../base64.ts';
import { headerValue } from '../header-lines.ts';
import { mediaType } from '../media-type.ts';
import { readPayload } from '../payload.ts';
import { textBytes } from '../response-body.ts';
import { responseTraceId } from '../trace-id.ts';
import { isBinaryMediaType } from './binary-media-types.ts';
import { mergeHeaders, remapHeaders } from './response-headers.ts';
import { restResponse, restServerError } from './response.ts';
import { readRestShape, type RestResult } from './result-shape.ts';
import type { RestRoute } from './route.ts';

/** The response of a REST API for the result of an `AWS_PROXY` function (RESP-1..RESP-46). */
export function readRestResult(
  result: InvocationResult,
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): FrontDoorResponse {
  const payload = readPayload(result);
  const shape = payload.ok ? readRestShape(payload.value) : payload.reason;
  if (typeof shape === 'string') {
    return restServerError({ statusCode: 502, reason: shape }, request, route, exchange);
  }
  const body = responseBody(shape, request, route);
  if (!body) return restServerError(NOT_BASE64, request, route, exchange);
  const headers: readonly HeaderLine[] = [
    ...withContentType(remapHeaders(mergeHeaders(shape.multiValueHeaders, shape.headers))),
    ['X-Amzn-Trace-Id', responseTraceId(request, exchange)],
  ];
  return restResponse({ statusCode: shape.statusCode, headers, body }, request, route, exchange);
}

const NOT_BASE64 = {
  statusCode: 500,
  reason: '"isBase64Encoded" is true and "body" is not base64',
} as const;

// Only the first media type that the client accepts decides, never the response's own (RESP-28).
function responseBody(
  { body, isBase64Encoded }: RestResult,
  request: HttpRequest,
  { binaryMediaTypes }: RestRoute,
): Uint8Array | undefined {
  const accepted = mediaType(headerValue(request.headers, 'accept'));
  const decodes = isBase64Encoded && isBinaryMediaType(accepted, binaryMediaTypes);
  return decodes ? decodeBase64(body) : textBytes(body);
}

// RESP-16.
function withContentType(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headerValue(headers, 'content-type') === undefined
    ? [['Content-Type', 'application/json'], ...headers]
    : headers;
}
