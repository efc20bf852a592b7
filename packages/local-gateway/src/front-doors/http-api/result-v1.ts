import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { groupHeaders, withDefaultHeader } from '../header-lines.ts';
import { describeValue, isJsonObject } from '../json.ts';
import { readPayload } from '../payload.ts';
import { readEnvelope, type ResultEnvelope } from '../result-envelope.ts';
import { readHeaderLists } from '../result-members.ts';
import { httpApiResponse, httpApiServerError } from './response.ts';
import type { HttpApiRoute } from './route.ts';

/** The response of an HTTP API for a result of payload format version 1.0 (HTTP1-10..HTTP1-16). */
export function readHttpApiV1Result(
  result: InvocationResult,
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
): FrontDoorResponse {
  const payload = readPayload(result);
  const envelope = payload.ok ? readShape(payload.value) : payload.reason;
  if (typeof envelope === 'string') return httpApiServerError(envelope, request, route, exchange);
  // HTTP1-12.
  const headers = withDefaultHeader(envelope.headers, [
    'Content-Type',
    'text/plain; charset=utf-8',
  ]);
  return httpApiResponse({ ...envelope, headers }, request, route, exchange);
}

function readShape(value: unknown): ResultEnvelope | string {
  if (!isJsonObject(value)) {
    return `a result of payload 1.0 is ${describeValue(value)}, expected an object with "statusCode"`;
  }
  // `cookies` belongs to payload 2.0 alone.
  const envelope = readEnvelope({ ...value, cookies: null }, { objectBody: 'refused' });
  const { multiValueHeaders = null } = value;
  const lists =
    multiValueHeaders === null ? [] : readHeaderLists('multiValueHeaders', multiValueHeaders);
  if (typeof envelope === 'string') return envelope;
  if (typeof lists === 'string') return lists;
  return { ...envelope, headers: merge(envelope.headers, lists) };
}

// The single value first, unlike REST (HTTP1-13).
function merge(
  headers: readonly HeaderLine[],
  multiValueHeaders: readonly HeaderLine[],
): readonly HeaderLine[] {
  return Array.from(groupHeaders([...headers, ...multiValueHeaders])).flatMap(([name, values]) =>
    values.map((value): HeaderLine => [name, value]),
  );
}
