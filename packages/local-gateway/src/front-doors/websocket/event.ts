import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { groupHeadersInOrder, headerValue } from '../header-lines.ts';
import { forwardedHeaders } from '../http-api/request-headers.ts';
import type { JsonObject } from '../json.ts';
import { decodeForm } from '../percent-decoding.ts';
import { parseQuery } from '../query-string.ts';
import { requestTime } from '../request-time.ts';
import { splitTarget } from '../request-target.ts';
import { allValues, lastValues } from '../value-maps.ts';
import type { WebSocketRoute } from './route.ts';

/** An event of a WebSocket API; only CONNECT has headers and a query, only MESSAGE a body (WS-3..WS-5). */
export interface WebSocketEvent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly requestContext: WebSocketRequestContext;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** `requestContext` of a WebSocket API. */
export interface WebSocketRequestContext {
  readonly routeKey: string;
  readonly authorizer?: JsonObject;
  readonly messageId?: string;
  readonly disconnectStatusCode?: number;
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly extendedRequestId: string;
  readonly requestTime: string;
  readonly messageDirection: 'IN';
  readonly disconnectReason?: string;
  readonly stage: string;
  readonly connectedAt: number;
  readonly requestTimeEpoch: number;
  readonly identity: { readonly userAgent?: string; readonly sourceIp: string };
  readonly requestId: string;
  readonly domainName: string;
  readonly connectionId: string;
  readonly apiId: string;
}

/**
 * The event of a WebSocket API: on `$connect` from the upgrade request, on any other route but
 * `$disconnect` a message with the request's body as its text.
 */
export function buildWebSocketEvent(
  request: HttpRequest,
  route: WebSocketRoute,
  exchange: Exchange,
): WebSocketEvent {
  const requestContext = contextOf(request, route, exchange);
  return {
    ...(requestContext.eventType === 'CONNECT' && handshake(request, route, exchange)),
    ...(route.stageVariables && { stageVariables: route.stageVariables }),
    requestContext,
    ...(requestContext.eventType === 'MESSAGE' && {
      body: Buffer.from(request.body).toString('utf8'),
    }),
    isBase64Encoded: false,
  };
}

function handshake(
  request: HttpRequest,
  route: WebSocketRoute,
  exchange: Exchange,
): Partial<WebSocketEvent> {
  const headers = groupHeadersInOrder(forwardedHeaders(request, route, exchange));
  const { query } = splitTarget(request.target);
  const parameters = parseQuery(query, { separator: /[&;]/, decode: decodeForm });
  return {
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    ...(parameters.size > 0 && {
      queryStringParameters: lastValues(parameters),
      multiValueQueryStringParameters: allValues(parameters),
    }),
  };
}

function contextOf(
  request: HttpRequest,
  route: WebSocketRoute,
  exchange: Exchange,
): WebSocketRequestContext {
  const eventType = eventTypeOf(route);
  const userAgent = route.userAgent ?? headerValue(request.headers, 'user-agent');
  const closed = eventType === 'DISCONNECT';
  return {
    routeKey: route.routeKey,
    ...(route.authorizer && { authorizer: route.authorizer }),
    ...(eventType === 'MESSAGE' && { messageId: route.messageId ?? exchange.extendedRequestId }),
    ...(closed && { disconnectStatusCode: route.disconnectStatusCode ?? 1005 }),
    eventType,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(exchange.receivedAt),
    messageDirection: 'IN',
    ...(closed && { disconnectReason: route.disconnectReason ?? NO_CLOSE_STATUS }),
    stage: route.stage,
    connectedAt: route.connectedAt,
    requestTimeEpoch: exchange.receivedAt,
    identity: { ...(userAgent !== undefined && { userAgent }), sourceIp: exchange.sourceIp },
    // The same short id twice (WS-6).
    requestId: exchange.extendedRequestId,
    domainName: route.domainName,
    connectionId: route.connectionId,
    apiId: route.apiId,
  };
}

function eventTypeOf({ routeKey }: WebSocketRoute): WebSocketRequestContext['eventType'] {
  if (routeKey === '$connect') return 'CONNECT';
  return routeKey === '$disconnect' ? 'DISCONNECT' : 'MESSAGE';
}

const NO_CLOSE_STATUS = 'Client-side close frame status not set';
