import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { withDefaultHeader } from '../header-lines.ts';
import { inferredBody, isEnvelope } from '../inferred-result.ts';
import { readPayload } from '../payload.ts';
import { readEnvelope } from '../result-envelope.ts';
import { httpApiResponse, httpApiServerError } from './response.ts';
import type { HttpApiRoute } from './route.ts';

/** The response of an HTTP API for a result of payload format version 2.0 (HTTP2-21..HTTP2-36). */
export function readHttpApiResult(
  result: InvocationResult,
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
): FrontDoorResponse {
  const payload = readPayload(result);
  if (!payload.ok) return httpApiServerError(payload.reason, request, route, exchange);
  if (!isEnvelope(payload.value)) {
    const body = inferredBody(payload.value, result.payload);
    return httpApiResponse({ statusCode: 200, headers: JSON_TYPE, body }, request, route, exchange);
  }
  const envelope = readEnvelope(payload.value, { objectBody: 'refused' });
  if (typeof envelope === 'string') return httpApiServerError(envelope, request, route, exchange);
  const headers = withDefaultHeader(envelope.headers, TEXT_TYPE);
  return httpApiResponse({ ...envelope, headers }, request, route, exchange);
}

const JSON_TYPE: readonly HeaderLine[] = [['Content-Type', 'application/json']];
// HTTP2-23.
const TEXT_TYPE: HeaderLine = ['Content-Type', 'text/plain; charset=utf-8'];
