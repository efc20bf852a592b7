import type { APIGatewayProxyResult as Result } from 'aws-lambda';

import { lazyRequest } from '../request/lazy-request.ts';
import { payloadV1 } from '../request/payload-v1.ts';
import type { WebsocketEvent as Event } from '../request/request.ts';
import { readMessage } from '../request/websocket-message.ts';
import { toJoined } from '../reply/to-lists.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * API Gateway WebSocket API. The event that opens a connection has the headers and the query of the handshake (WS-3),
 * the others have none (WS-4); no event has a method or a path. `method` is what the same step is over HTTP: `GET` for
 * the handshake, `POST` for a message, `DELETE` for the end; `route` is the route key.
 */
export const websocket: ProxySource<Event, Result, 'websocket'> = {
  name: 'websocket',

  matches: (event) => nameSource(event) === 'websocket',

  toRequest: lazyRequest<'websocket'>({
    source: 'websocket',
    ...payloadV1,
    method: (event) => methodOf(event.requestContext.eventType),
    fullPath: () => '/',
    route: (event) => event.requestContext.routeKey,
    value: readMessage,
    protocol: () => 'wss',
  }),

  // The answer to the handshake (WS-7, WS-8); of any other only the text counts, as the frame for the client (WS-9).
  toResult({ statusCode, headers, cookies, body }) {
    const result = { statusCode, headers: toJoined(headers), body };
    return cookies.length === 0
      ? result
      : { ...result, multiValueHeaders: { 'set-cookie': [...cookies] } };
  },
};

function methodOf(eventType: Event['requestContext']['eventType']): string {
  if (eventType === 'MESSAGE') return 'POST';
  return eventType === 'DISCONNECT' ? 'DELETE' : 'GET';
}
