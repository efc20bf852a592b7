import type { Context } from 'aws-lambda';

/** What a handler gets as its third argument. */
export interface HandlerOptions {
  /** Aborted when the early timeout answers in place of the handler. */
  readonly signal: AbortSignal;
}

/** The innermost function of a chain. */
export type InnerHandler = (event: unknown, context: Context, options: HandlerOptions) => unknown;

/** {@link HandlerOptions} that are made when they are read: an abort controller costs more than most handlers. */
export class LazyHandlerOptions implements HandlerOptions {
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
