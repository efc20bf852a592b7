import type { FrontDoor } from '../front-door.ts';
import { buildWebSocketEvent, type WebSocketEvent } from './event.ts';
import { readWebSocketResult } from './result.ts';
import type { WebSocketRoute } from './route.ts';

/** API Gateway WebSocket API with Lambda proxy integrations. */
export const webSocket: FrontDoor<WebSocketRoute, WebSocketEvent> = {
  buildEvent: buildWebSocketEvent,
  readResult: readWebSocketResult,
};
