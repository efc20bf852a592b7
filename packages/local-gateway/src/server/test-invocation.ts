/** A call of API Gateway's `TestInvokeMethod`, in its own words. */
export interface TestInvocation {
  readonly restApiId: string;
  readonly resourceId: string;
  /** As declared, or a verb that `ANY` stands for. */
  readonly httpMethod: string;
  /** @default the resource's own path, `{names}` included */
  readonly pathWithQueryString?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** What `TestInvokeMethod` answers (REST-69). */
export interface TestInvocationResult {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  /** The execution log, line by line (REST-70). */
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
}
