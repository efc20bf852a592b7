/** What an invocation of a function came to (contract RT-14..RT-19). */
export interface InvocationResult {
  readonly requestId: string;
  /** JSON text: the function's result, or the error object when {@link functionError} is set. */
  readonly payload: string;
  /** `Unhandled` when the function failed: an exception, a crash, an init error, its own timeout (RT-15). */
  readonly functionError?: 'Unhandled';
  /** What the function wrote to stdout and stderr during this invocation, `START` to `REPORT`. */
  readonly log: readonly string[];
  /** The execution environment that served it. */
  readonly environmentId: string;
  readonly coldStart: boolean;
  readonly durationMs: number;
  readonly initDurationMs?: number;
}

/** Runs a function; resolves also when the function fails, as Invoke answers 200 then (RT-15). */
export type Invoke = (payload: string, options?: InvokeOptions) => Promise<InvocationResult>;

export interface InvokeOptions {
  /** `X-Amzn-Trace-Id` for the environment variable `_X_AMZN_TRACE_ID`. */
  readonly traceId?: string;
}
