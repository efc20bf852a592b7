import type { WebsocketEvent } from './request.ts';
import type { LazyRequest } from './lazy-request.ts';
import { parseJson } from './parse-json.ts';

/**
 * The value of a WebSocket message, which has no content type: API Gateway reads a message as JSON when it chooses the
 * route (WS-1), so a text that starts like an object or a list and is valid JSON is its value; any other text is text.
 */
export function readMessage(
  { body, isBase64Encoded }: WebsocketEvent,
  { options: { limits } }: LazyRequest,
): { readonly value: unknown } | undefined {
  if (typeof body !== 'string' || body === '' || isBase64Encoded) return undefined;
  return { value: /^\s*[[{]/.test(body) ? parseMessage(body, limits.jsonDepth) : body };
}

function parseMessage(text: string, depth: number): unknown {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return parseJson(text, depth);
}
