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
  /** A response that goes on, when {@link InvokeOptions.responseStreaming} asked for it; `payload` is empty then. */
  readonly stream?: InvocationStream;
}

/** What a function streams while it runs (RT-9, RT-10). */
export interface InvocationStream {
  /** `application/vnd.awslambda.http-integration-response` when metadata and eight NUL bytes come first (STRM-3). */
  readonly contentType: string;
  /** Throws when the function fails midway (STRM-13). To leave off early is fine: the function runs on. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Resolves when the function has ended: its log, its duration, its error. */
  readonly completed: Promise<InvocationResult>;
}

/** Runs a function; resolves also when the function fails, as Invoke answers 200 then (RT-15). */
export type Invoke = (payload: string, options?: InvokeOptions) => Promise<InvocationResult>;

export interface InvokeOptions {
  /** A UUID; the id that the function and its log lines have (RT-25). @default one of its own */
  readonly requestId?: string;
  /** `:live`: the alias or version that the caller names behind the ARN (RT-2). @default '' */
  readonly qualifier?: string;
  /** `X-Amzn-Trace-Id` for the environment variable `_X_AMZN_TRACE_ID`. */
  readonly traceId?: string;
  /**
   * Give the response of a streaming function as it comes. One that does not stream answers as ever.
   * @default false: what is streamed is collected into the payload
   */
  readonly responseStreaming?: boolean;
  /** The payload is known to be JSON and is not parsed to find out. @default false */
  readonly isJson?: boolean;
}
