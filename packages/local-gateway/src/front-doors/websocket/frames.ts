import type { Exchange } from '../../exchange.ts';
import { textBytes } from '../response-body.ts';
import type { WebSocketRoute } from './route.ts';

/**
 * The frame that tells a client about an error: `Forbidden` when no route takes its message (WS-2),
 * `Internal server error` when the function failed (WS-10).
 */
export function errorFrame(
  message: 'Forbidden' | 'Internal server error',
  { connectionId }: Pick<WebSocketRoute, 'connectionId'>,
  { extendedRequestId }: Exchange,
): Uint8Array {
  return textBytes(JSON.stringify({ message, connectionId, requestId: extendedRequestId }));
}
