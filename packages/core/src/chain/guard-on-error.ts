import type middy from '@middy/core';

import { isInstance } from '../errors/read-safely.ts';
import { withCause } from '../errors/with-cause.ts';
import type { ProxyRequest } from '../request/request.ts';
import type { MiddyRequest, ProxyMiddleware } from './middleware.ts';

/**
 * A middleware whose `onError` hook may itself throw: what it throws takes the place of the error, and the hooks behind
 * it answer that. An event of no known source keeps failing the invocation.
 */
export function guardOnError(middleware: ProxyMiddleware): ProxyMiddleware {
  const { before, after, onError } = middleware;
  // Also `null`, as in middy.
  if (!onError) return middleware;
  const guarded = async (request: middy.Request<ProxyRequest>): Promise<unknown> => {
    try {
      const answer: unknown = await onError(request);
      // A returned error is a thrown one that somebody forgot to throw.
      if (isInstance(answer, Error)) throw answer;
      return answer;
    } catch (error) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the proxy middlewares keep is there or not
      const { proxy } = (request as MiddyRequest).internal;
      if (proxy === undefined) throw error;
      request.response = undefined;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- anything may be thrown
      request.error = withCause(error, request.error) as Error;
      return undefined;
    }
  };
  // By which the hooks of middy's plugin tell it.
  Object.defineProperty(guarded, 'name', { value: onError.name });
  return { ...(before && { before }), ...(after && { after }), onError: guarded };
}
