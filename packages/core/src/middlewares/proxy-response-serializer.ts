import type middy from '@middy/core';

import { IntegrationError } from '../errors.ts';
import { logError } from '../log-error.ts';
import { internalServerError, problemType, toProblemText } from '../problem.ts';
import { type ProxyExchange, writeResult } from '../write-result.ts';
import { type MiddyRequest, outbound } from './middleware.ts';

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
  return { after: outbound(serializeProxyResponse), onError: serializeProxyError };
}

function serializeProxyResponse(request: MiddyRequest): void | Promise<void> {
  const { proxy, replyDefaults } = request.internal;
  if (proxy === undefined) return;
  const { response } = request;
  // A returned error is a thrown one that somebody forgot to throw.
  if (response instanceof Error) throw response;
  const result = writeResult(response, proxy, { defaults: replyDefaults });
  if (result instanceof Promise) return result.then((value) => respond(request, value));
  respond(request, result);
}

function respond(request: MiddyRequest, result: unknown): void {
  // Middy's way to fail the invocation: the error goes past the error handler.
  if (result instanceof IntegrationError) throw result;
  request.response = result;
}

async function serializeProxyError(request: MiddyRequest): Promise<void> {
  const { proxy } = request.internal;
  // Without a response nobody has handled the error: middy throws it.
  if (proxy === undefined || request.response === undefined) return;
  const result = await writeError(request, proxy);
  const isError = result instanceof IntegrationError;
  request.response = isError ? undefined : result;
  if (isError) request.error = result;
}

async function writeError(request: MiddyRequest, proxy: ProxyExchange): Promise<unknown> {
  const defaults = request.internal.replyDefaults;
  try {
    return await writeResult(request.response, proxy, { defaults });
  } catch (error) {
    logError(error, proxy.request, 500);
    return writeResult(lastResort, proxy, { defaults });
  }
}

const lastResort = Object.freeze({
  statusCode: 500,
  headers: { 'content-type': problemType('problem') },
  body: toProblemText(internalServerError, 'problem', undefined),
});
