import { shapeReply } from '../shaped-reply.ts';
import type middy from '@middy/core';
import type { MiddyRequest } from './middleware.ts';

/**
 * Turns whatever the handler returned, or the error handler made, into the envelope of the request's source.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyEventNormalizer()])
 *   .handler(async (request) => ({ path: request.path }));
 * ```
 */
export function proxyResponseSerializer(): middy.MiddlewareObj {
  return { after: serializeProxyResponse, onError: serializeProxyError };
}

function serializeProxyResponse(request: MiddyRequest): void {
  const { proxy } = request.internal;
  if (proxy === undefined) return;
  request.response = proxy.source.toResult(shapeReply(request.response), proxy.request.event);
}

function serializeProxyError(request: MiddyRequest): void {
  // Without a response nobody has handled the error: middy throws it.
  if (request.response !== undefined) serializeProxyResponse(request);
}
