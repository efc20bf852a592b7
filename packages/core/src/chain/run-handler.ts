import type { Context } from 'aws-lambda';

import type { Plugin } from './execution-mode.ts';
import type { MiddyRequest } from './middleware.ts';
import { unwatch, watch } from './watchdog.ts';

/** What a handler gets as its third argument. */
export interface HandlerOptions {
  /** Aborted when the early timeout answers in place of the handler. */
  readonly signal: AbortSignal;
}

/** The innermost function of a chain. */
export type InnerHandler = (event: unknown, context: Context, options: HandlerOptions) => unknown;

/** Calls the handler; when it is still at work shortly before Lambda's timeout, the early response comes in its place. */
export function runHandler(handler: InnerHandler, request: MiddyRequest, plugin: Plugin): unknown {
  const { event, context } = request;
  const options = new LazyHandlerOptions();
  const returned = handler(event, context, options);
  const { timeoutEarlyInMillis } = plugin;
  if (
    !(returned instanceof Promise) ||
    timeoutEarlyInMillis <= 0 ||
    typeof context.getRemainingTimeInMillis !== 'function'
  ) {
    return returned;
  }
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + context.getRemainingTimeInMillis() - timeoutEarlyInMillis;
    const watched = {
      deadline,
      expire() {
        options.abort();
        returned.catch(logLateError);
        try {
          resolve(plugin.timeoutEarlyResponse());
        } catch (error) {
          reject(error);
        }
      },
    };
    watch(watched);
    returned.then(
      (value) => {
        unwatch(watched);
        resolve(value);
      },
      (error: unknown) => {
        unwatch(watched);
        reject(error);
      },
    );
  });
}

/** An abort controller costs more than most handlers, and few ask for it. */
class LazyHandlerOptions implements HandlerOptions {
  #controller: AbortController | undefined;
  #isAborted = false;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isAborted) this.#controller.abort();
    return this.#controller.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort();
  }
}

function logLateError(error: unknown): void {
  console.error('handler failed after its timeout', error);
}
