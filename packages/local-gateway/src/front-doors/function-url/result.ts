import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { withDefaultHeader } from '../header-lines.ts';
import { inferredBody, isEnvelope } from '../inferred-result.ts';
import { isJsonObject } from '../json.ts';
import { parseJson, readPayload } from '../payload.ts';
import { splitPrelude } from '../prelude.ts';
import { textBytes } from '../response-body.ts';
import { readEnvelope } from '../result-envelope.ts';
import { functionUrlResponse, functionUrlServerError } from './response.ts';
import type { FunctionUrlRoute } from './route.ts';

/** The response of a function URL for the function's result (FURL-7..FURL-18). */
export function readFunctionUrlResult(
  result: InvocationResult,
  request: HttpRequest,
  route: FunctionUrlRoute,
  exchange: Exchange,
): FrontDoorResponse {
  // The id that the client sees is the one of the invocation (FURL-14).
  const own: Exchange = { ...exchange, requestId: result.requestId };
  const payload = readPayload(joinPrelude(result));
  if (!payload.ok) return functionUrlServerError(payload.reason, request, route, own);
  const response = readValue(payload.value, result.payload, route);
  return typeof response === 'string'
    ? functionUrlServerError(response, request, route, own)
    : functionUrlResponse(response, request, route, own);
}

// What a function streams behind a URL that does not stream is one response (FURL-19).
function joinPrelude(result: InvocationResult): InvocationResult {
  const collected = splitPrelude(result.payload);
  const metadata = collected && parseJson(collected.metadata);
  if (!collected || !isJsonObject(metadata)) return result;
  const envelope = { statusCode: 200, ...metadata, body: collected.body, isBase64Encoded: false };
  return { ...result, payload: JSON.stringify(envelope) };
}

function readValue(
  value: unknown,
  payload: string,
  { invokeMode }: FunctionUrlRoute,
): HttpResponse | string {
  // What a function returns, instead of streaming it, is not looked into (FURL-18).
  if (invokeMode === 'RESPONSE_STREAM') {
    return { statusCode: 200, headers: [JSON_TYPE], body: textBytes(payload) };
  }
  if (!isEnvelope(value)) {
    return { statusCode: 200, headers: [JSON_TYPE], body: inferredBody(value, payload) };
  }
  const envelope = readEnvelope(value, { objectBody: 'serialized' });
  if (typeof envelope === 'string') return envelope;
  // FURL-8: not text, as on HTTP APIs.
  return { ...envelope, headers: withDefaultHeader(envelope.headers, JSON_TYPE) };
}

const JSON_TYPE: HeaderLine = ['Content-Type', 'application/json'];
