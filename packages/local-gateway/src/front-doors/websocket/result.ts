import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { headerValue } from '../header-lines.ts';
import { describeValue, isJsonObject, type JsonObject } from '../json.ts';
import { readPayload } from '../payload.ts';
import { textBytes } from '../response-body.ts';
import { readHeaderMap, readStatusCode, statusCodeProblem } from '../result-members.ts';
import { errorFrame } from './frames.ts';
import type { WebSocketRoute } from './route.ts';

/**
 * What a WebSocket API does with a result. On `$connect` it is the answer to the upgrade (WS-7, WS-8). On
 * messages the status is 200 and the body is the frame for the client, empty for none (WS-9, WS-10).
 */
export function readWebSocketResult(
  result: InvocationResult,
  request: HttpRequest,
  route: WebSocketRoute,
  exchange: Exchange,
): FrontDoorResponse {
  const payload = readPayload(result);
  if (route.routeKey === '$connect') {
    return payload.ok ? readUpgrade(payload.value, request) : refusal(payload.reason);
  }
  if (route.routeKey === '$disconnect') {
    return payload.ok ? SILENCE : { ...SILENCE, reason: payload.reason };
  }
  if (!payload.ok) {
    const body = errorFrame('Internal server error', route, exchange);
    return { statusCode: 200, headers: [], body, reason: payload.reason };
  }
  const text = isJsonObject(payload.value) ? payload.value['body'] : undefined;
  if (!route.routeResponse || typeof text !== 'string') return SILENCE;
  return { ...SILENCE, body: textBytes(text) };
}

const SILENCE: FrontDoorResponse = { statusCode: 200, headers: [], body: new Uint8Array(0) };

function refusal(reason: string): FrontDoorResponse {
  const body = textBytes('{"message": "Internal server error"}');
  return { statusCode: 502, headers: [['Content-Type', 'application/json']], body, reason };
}

function readUpgrade(value: unknown, request: HttpRequest): FrontDoorResponse {
  if (!isJsonObject(value)) {
    return refusal(`the result of $connect is ${describeValue(value)}, expected an object`);
  }
  const statusCode = readStatusCode(value['statusCode']);
  if (statusCode === undefined) return refusal(statusCodeProblem(value['statusCode']));
  const protocol = statusCode < 300 ? subProtocol(value, request) : [];
  if (typeof protocol === 'string') return refusal(protocol);
  const body = statusCode >= 300 && typeof value['body'] === 'string' ? value['body'] : '';
  return { statusCode, headers: protocol, body: textBytes(body) };
}

// A sub-protocol is accepted only when the function says so (WS-8).
function subProtocol(
  { headers = {} }: JsonObject,
  request: HttpRequest,
): readonly HeaderLine[] | string {
  const lines = headers === null ? [] : readHeaderMap('headers', headers);
  if (typeof lines === 'string') return lines;
  const accepted = headerValue(lines, 'sec-websocket-protocol');
  const offered = headerValue(request.headers, 'sec-websocket-protocol');
  if (accepted === undefined || offered === undefined) return [];
  return [['Sec-WebSocket-Protocol', accepted]];
}
