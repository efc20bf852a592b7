import type { Context } from 'aws-lambda';

import type { Hook, MiddyRequest } from './middleware.ts';
import { runHandler, type InnerHandler } from './run-handler.ts';
import { runHooks } from './run-hooks.ts';

/** What middy hands to an execution mode. */
export interface MiddyCore {
  middyRequest(event: unknown, context: Context): MiddyRequest;
}

/** middy's plugin with every default filled in. */
export interface Plugin {
  requestStart(request: MiddyRequest): void;
  requestEnd(request: MiddyRequest): unknown;
  beforeHandler(): void;
  afterHandler(): void;
  beforeMiddleware?(name: string): void;
  afterMiddleware?(name: string): void;
  readonly timeoutEarlyInMillis: number;
  timeoutEarlyResponse(): unknown;
}

/** A handler with the method by which middy sets the inner one. */
export interface Chain {
  (event: unknown, context: Context): Promise<unknown>;
  handler(inner: InnerHandler): Chain;
}

/**
 * An execution mode for middy with two differences to the standard one: the early timeout of all invocations is watched
 * by one timer, and outbound hooks also see a response that a `before` hook has given early. Hooks, plugin hooks,
 * `earlyResponse` and errors work as in middy.
 */
export function proxyExecutionMode(
  { middyRequest }: MiddyCore,
  before: readonly Hook[],
  inner: InnerHandler,
  after: readonly Hook[],
  onError: readonly Hook[],
  plugin: Plugin,
): Chain {
  let handler = inner;

  async function chain(event: unknown, context: Context): Promise<unknown> {
    const request = middyRequest(event, context);
    plugin.requestStart(request);
    try {
      let pending = runHooks(before, request, plugin);
      if (pending !== undefined) await pending;
      const isEarly = 'earlyResponse' in request;
      if (!isEarly) {
        plugin.beforeHandler();
        const returned = runHandler(handler, request, plugin);
        request.response = returned instanceof Promise ? await returned : returned;
        plugin.afterHandler();
      }
      pending = runHooks(after, request, plugin, isEarly);
      if (pending !== undefined) await pending;
    } catch (error) {
      await handleError(error, onError, request, plugin);
    }
    const ended = plugin.requestEnd(request);
    if (ended instanceof Promise) await ended;
    return request.response;
  }

  return Object.assign(chain, {
    handler(replacement: InnerHandler): Chain {
      handler = replacement;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.assign` has made it one
      return chain as Chain;
    },
  });
}

async function handleError(
  error: unknown,
  onError: readonly Hook[],
  request: MiddyRequest,
  plugin: Plugin,
): Promise<void> {
  request.response = undefined;
  delete request.earlyResponse;
  request.error = error;
  try {
    await runHooks(onError, request, plugin);
    if (request.response !== undefined) return;
  } catch (secondError) {
    request.error = withCause(secondError, error);
  }
  await endWithError(request, plugin);
}

/** Ends an invocation whose error nobody has answered; a failing hook does not replace that error. */
async function endWithError(request: MiddyRequest, plugin: Plugin): Promise<never> {
  try {
    await plugin.requestEnd(request);
  } catch (hookError) {
    withCause(request.error, hookError);
  }
  throw request.error;
}

function withCause(error: unknown, cause: unknown): unknown {
  if (error instanceof Error && error !== cause && Object.isExtensible(error)) {
    error.cause ??= cause;
  }
  return error;
}
