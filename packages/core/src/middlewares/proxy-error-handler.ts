import httpErrorHandler from '@middy/http-error-handler';

import { UnrecognizedEventError } from '../errors.ts';
import { toProblem } from '../problem.ts';
import type middy from '@middy/core';
import type { MiddyRequest } from './middleware.ts';

/**
 * Answers errors as problem documents (RFC 9457): the status thrown is the status sent, a 5xx says nothing of its
 * cause. {@link UnrecognizedEventError} stays the invocation's error.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyErrorHandler(), proxyEventNormalizer()])
 *   .handler(async () => {
 *     throw new HttpError(404, 'no such user');
 *   });
 * ```
 */
export function proxyErrorHandler(): middy.MiddlewareObj {
  return { onError: handleProxyError };
}

const { onError: respondWithError } = httpErrorHandler({ logger: false });

function handleProxyError(request: MiddyRequest): void {
  const { error } = request;
  if (error instanceof UnrecognizedEventError || request.response !== undefined) return;
  const { statusCode, headers, ...problem } = toProblem(error);
  if (statusCode >= 500) console.error(error);
  const handled = {
    error: {
      statusCode,
      expose: true,
      message: JSON.stringify(problem),
      headers: { ...headers, 'Content-Type': 'application/problem+json' },
    },
    response: undefined,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it reads `error`, sets `response`
  respondWithError?.(handled as unknown as Parameters<typeof respondWithError>[0]);
  request.response = handled.response;
}
