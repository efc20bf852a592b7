import { IntegrationError } from '../errors/errors.ts';
import { isInstance } from '../errors/read-safely.ts';
import { withCause } from '../errors/with-cause.ts';
import { type LogError, logError } from '../log/log-error.ts';
import { type InnerHandler, LazyHandlerOptions } from './inner-handler.ts';
import { discardStream, ignoreFailure } from '../reply/discard-stream.ts';
import { streamOf } from '../reply/stream-of.ts';
import type { Hook, MiddyRequest } from './middleware.ts';
import { type HookObserver, runHooks } from './run-hooks.ts';
import { unwatch, watch, type Watched } from './watchdog.ts';

/** middy's plugin with every default filled in. */
export interface Plugin extends HookObserver {
  requestStart(request: MiddyRequest): void;
  requestEnd(request: MiddyRequest): unknown;
  beforeHandler(): void;
  afterHandler(): void;
  readonly timeoutEarlyInMillis: number;
  timeoutEarlyResponse(): unknown;
}

/** What all invocations of a handler have in common. */
export interface InvocationChain {
  readonly before: readonly Hook[];
  handler: InnerHandler;
  readonly after: readonly Hook[];
  readonly onError: readonly Hook[];
  readonly plugin: Plugin;
  readonly logError: LogError | undefined;
}

/**
 * One run of a chain. Its promise is settled by whichever comes first: the chain, or the early timeout, after which a
 * hook, the handler or the stream of a reply may go on but is not heard any more.
 */
export class Invocation implements Watched {
  deadline = 0;
  readonly #request: MiddyRequest;
  readonly #chain: InvocationChain;
  readonly #options = new LazyHandlerOptions();
  readonly #resolve: (response: unknown) => void;
  readonly #reject: (error: unknown) => void;
  #isExpired = false;
  #isAtHandler = false;

  constructor(
    request: MiddyRequest,
    chain: InvocationChain,
    resolve: (response: unknown) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request;
    this.#chain = chain;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Settles the promise of the invocation; its own is never rejected. */
  async run(): Promise<void> {
    const request = this.#request;
    const { before, after, handler, plugin } = this.#chain;
    try {
      let pending = runHooks(before, request, plugin);
      if (pending !== undefined && !(await this.#endsInTime(pending))) return;
      const isEarly = Object.hasOwn(request, 'earlyResponse');
      if (!isEarly) {
        plugin.beforeHandler();
        let response = handler(request.event, request.context, this.#options);
        if (response instanceof Promise) {
          this.#watch();
          this.#isAtHandler = true;
          response = await response;
          if (this.#isExpired) {
            discardStream(streamOf(response));
            return;
          }
          this.#isAtHandler = false;
          unwatch(this);
        }
        request.response = response;
        plugin.afterHandler();
      }
      pending = runHooks(after, request, plugin, isEarly);
      if (pending !== undefined) {
        ignoreFailure(streamOf(request.response));
        if (!(await this.#endsInTime(pending))) return;
      }
    } catch (error) {
      if (this.#isExpired) return this.#logLate(error);
      unwatch(this);
      return this.#fail(error);
    }
    this.#end();
  }

  /** The early timeout: answers in place of what is still at work. */
  expire(): void {
    this.#isExpired = true;
    this.#options.abort();
    void this.#answerEarly();
  }

  /** Waits for hooks; false when the early timeout has answered meanwhile. */
  async #endsInTime(pending: Promise<void>): Promise<boolean> {
    this.#watch();
    await pending;
    unwatch(this);
    return !this.#isExpired;
  }

  #watch(): void {
    const { timeoutEarlyInMillis } = this.#chain.plugin;
    const { context } = this.#request;
    if (timeoutEarlyInMillis <= 0 || typeof context.getRemainingTimeInMillis !== 'function') return;
    this.deadline = Date.now() + context.getRemainingTimeInMillis() - timeoutEarlyInMillis;
    watch(this);
  }

  async #answerEarly(): Promise<void> {
    const request = this.#request;
    const { after, plugin } = this.#chain;
    try {
      request.response = await plugin.timeoutEarlyResponse();
      // Before the handler and behind it only hooks on the way out, as after an early response.
      if (this.#isAtHandler) plugin.afterHandler();
      await runHooks(after, request, plugin, !this.#isAtHandler);
    } catch (error) {
      return this.#fail(error);
    }
    this.#end();
  }

  async #fail(error: unknown): Promise<void> {
    const request = this.#request;
    const { onError, plugin } = this.#chain;
    discardStream(streamOf(request.response));
    request.response = undefined;
    delete request.earlyResponse;
    request.error = error;
    try {
      await runHooks(onError, request, plugin);
      if (request.response !== undefined) return this.#end();
    } catch (secondError) {
      request.error = withCause(secondError, error);
    }
    try {
      await plugin.requestEnd(request);
    } catch (hookError) {
      // A failing hook does not replace the error.
      withCause(request.error, hookError);
    }
    this.#reject(request.error);
  }

  #end(): void {
    try {
      const ended = this.#chain.plugin.requestEnd(this.#request);
      if (ended instanceof Promise) {
        ended.then(() => this.#settle(), this.#reject);
      } else {
        this.#settle();
      }
    } catch (error) {
      this.#reject(error);
    }
  }

  #settle(): void {
    const { response } = this.#request;
    // How an AWS integration is told a status: the invocation fails, but nothing has gone wrong in it.
    if (isInstance(response, IntegrationError)) this.#reject(response);
    else this.#resolve(response);
  }

  #logLate(error: unknown): void {
    const { internal, context } = this.#request;
    logError(error, { request: internal.proxy?.request, context }, 504, this.#chain.logError);
  }
}
