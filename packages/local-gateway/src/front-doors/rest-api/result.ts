import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { decodeBase64 } from '../base64.ts';
import { headerValue, withDefaultHeader } from '../header-lines.ts';
import { mediaType } from '../media-type.ts';
import { isJsonObject } from '../json.ts';
import { parseJson, readPayload } from '../payload.ts';
import { splitPrelude } from '../prelude.ts';
import { NOT_BASE64 } from '../result-members.ts';
import { textBytes } from '../response-body.ts';
import { responseTraceId } from '../trace-id.ts';
import { isBinaryMediaType } from './binary-media-types.ts';
import { compressResponse } from './compression.ts';
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
  const payload = readPayload(withoutStream(result));
  const shape = payload.ok ? readRestShape(payload.value) : payload.reason;
  if (typeof shape === 'string') {
    return restServerError({ statusCode: 502, reason: shape }, request, route, exchange);
  }
  const body = responseBody(shape, request, route);
  if (!body) {
    // RESP-31.
    return restServerError({ statusCode: 500, reason: NOT_BASE64 }, request, route, exchange);
  }
  const merged = mergeHeaders(shape.multiValueHeaders, shape.headers);
  const headers: readonly HeaderLine[] = [
    ...withDefaultHeader(remapHeaders(merged), JSON_TYPE),
    ['X-Amzn-Trace-Id', responseTraceId(request, exchange)],
  ];
  const response = { statusCode: shape.statusCode, headers, body };
  return restResponse(compressResponse(response, request, route), request, route, exchange);
}

// RESP-16.
const JSON_TYPE: HeaderLine = ['Content-Type', 'application/json'];

/** Of a function that streams behind a method that does not, status and headers are the result; the body is lost (STRM-9). */
function withoutStream(result: InvocationResult): InvocationResult {
  const collected = splitPrelude(result.payload);
  if (collected === undefined) return result;
  const metadata = parseJson(collected.metadata);
  // A buffered result has no cookies (RESP-2).
  return isJsonObject(metadata)
    ? { ...result, payload: JSON.stringify({ ...metadata, cookies: undefined }) }
    : result;
}

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
