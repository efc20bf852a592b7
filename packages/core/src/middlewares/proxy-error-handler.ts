import type middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';

import { IntegrationError, UnrecognizedEventError } from '../errors/errors.ts';
import { type LogError, logError } from '../log/log-error.ts';
import { requestIdOf } from '../log/request-id.ts';
import {
  type ErrorShape,
  internalServerError,
  type Problem,
  problemType,
  toProblem,
  toProblemText,
} from '../errors/problem.ts';
import { ownMembers } from '../own.ts';
import { isInstance } from '../errors/read-safely.ts';
import type { HeaderLine } from '../reply/header-lines.ts';
import { toLists } from '../reply/to-lists.ts';
import type { MiddyRequest } from '../chain/middleware.ts';

/** How errors are answered. */
export interface ErrorHandlerOptions {
  /**
   * Problem details (RFC 9457), or an object with a `message`.
   *
   * @default 'problem'
   */
  readonly errorShape?: ErrorShape;
  /**
   * Takes what is logged of a 5xx.
   *
   * @default one line of JSON to `console.error`
   */
  readonly logError?: LogError;
}

/**
 * Answers errors as problem documents (RFC 9457): the status thrown is the status sent, and a 5xx says nothing of its
 * cause to the client and everything to the log. {@link UnrecognizedEventError} stays the invocation's error.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyEventNormalizer(), proxyErrorHandler()])
 *   .handler(async () => {
 *     throw new HttpError(404, 'no such user');
 *   });
 * ```
 */
export function proxyErrorHandler(options: ErrorHandlerOptions = {}): middy.MiddlewareObj {
  const { errorShape, logError: log } = ownMembers(options);
  return {
    onError: function handleProxyError(request: MiddyRequest): void {
      const { error, internal, context } = request;
      if (request.response !== undefined || isForLambda(error)) return;
      const proxied = internal.proxy?.request;
      const { problem, text, reason } = write(error, errorShape, requestIdOf(proxied, context));
      if (problem.status >= 500)
        logError(reason, { request: proxied, context }, problem.status, log);
      request.response = respond(problem, text, problemType(errorShape));
    },
  };
}

interface Handled {
  readonly error: object;
  response: unknown;
}

// Nobody responds to them: middy throws them on.
function isForLambda(error: unknown): boolean {
  return isInstance(error, UnrecognizedEventError) || isInstance(error, IntegrationError);
}

interface WrittenProblem {
  readonly problem: Problem;
  readonly text: string;
  /** For the log. */
  readonly reason: unknown;
}

function write(error: unknown, shape: ErrorShape | undefined, requestId: unknown): WrittenProblem {
  try {
    const problem = toProblem(error);
    return { problem, text: toProblemText(problem, shape, requestId), reason: error };
  } catch (cause) {
    const problem = internalServerError;
    const reason = new AggregateError([cause, error], 'error cannot be sent');
    return { problem, text: toProblemText(problem, shape, requestId), reason };
  }
}

function respond({ status, headers }: Problem, text: string, type: string): unknown {
  const allHeaders = {
    // In its spelling, or there would be two.
    'Content-Type': type,
    ...toValues(headers),
    'x-content-type-options': 'nosniff',
  };
  const handled: Handled = {
    error: { statusCode: status, expose: true, message: text, headers: allHeaders },
    response: undefined,
  };
  // It would write into headers that somebody has added to all objects.
  if ('headers' in handled) return { statusCode: status, headers: allHeaders, body: text };
  const { onError } = httpErrorHandler({ logger: false });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is there, and reads `error` and sets `response`
  (onError as unknown as (handled: Handled) => void)(handled);
  return handled.response;
}

// Text for a single line: without the serializer no front door takes a list there (RESP-7, ALB-11).
function toValues(lines: readonly HeaderLine[]): Record<string, string | readonly string[]> {
  const lists = Object.entries(toLists(lines, []));
  return Object.fromEntries(
    lists.map(([name, list]) => [name, list.length === 1 ? String(list[0]) : list]),
  );
}
