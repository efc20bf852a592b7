import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { withDefaultHeader } from '../header-lines.ts';
import { isJsonObject } from '../json.ts';
import { parseJson, readPayload } from '../payload.ts';
import { textBytes } from '../response-body.ts';
import { remapHeaders } from '../rest-api/response-headers.ts';
import { restResponse, restServerError } from '../rest-api/response.ts';
import { readHeaderMap, readStatusCode } from '../result-members.ts';
import { responseTraceId } from '../trace-id.ts';
import type { LambdaRoute } from './route.ts';

/**
 * The response of a non-proxy method: the JSON of the result with 200, also when it looks like an envelope
 * (REQ-41, REQ-42). A thrown `{"statusCode":404,"headers":{},"body":"…"}` is the response it describes, as
 * integration responses with patterns on `errorMessage` make it (REQ-31); any other error is a 500.
 */
export function readLambdaResult(
  result: InvocationResult,
  request: HttpRequest,
  route: LambdaRoute,
  exchange: Exchange,
): FrontDoorResponse {
  const payload = readPayload(result);
  const shape: Shape | undefined = payload.ok
    ? { statusCode: 200, headers: [], body: result.payload }
    : readThrown(result);
  if (!shape) {
    const reason = payload.ok ? 'unreadable result' : payload.reason;
    return restServerError({ statusCode: 500, reason }, request, route, exchange);
  }
  const headers: readonly HeaderLine[] = [
    ...withDefaultHeader(remapHeaders(shape.headers), ['Content-Type', 'application/json']),
    ['X-Amzn-Trace-Id', responseTraceId(request, exchange)],
  ];
  const response = { statusCode: shape.statusCode, headers, body: textBytes(shape.body) };
  return restResponse(response, request, route, exchange);
}

interface Shape {
  readonly statusCode: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

function readThrown({ payload, functionError }: InvocationResult): Shape | undefined {
  const error = functionError && parseJson(payload);
  const message = isJsonObject(error) ? error['errorMessage'] : undefined;
  const thrown = typeof message === 'string' ? parseJson(message) : undefined;
  if (!isJsonObject(thrown)) return undefined;
  const statusCode = readStatusCode(thrown['statusCode'], false);
  const headers = readHeaderMap('headers', thrown['headers'] ?? {});
  if (statusCode === undefined || statusCode < 400 || typeof headers === 'string') return undefined;
  return { statusCode, headers, body: typeof thrown['body'] === 'string' ? thrown['body'] : '' };
}
