/** `GET /api/functions` */
export interface FunctionsView {
  readonly functions: readonly FunctionView[];
  /** Notices and errors of the gateway, also of its last reloads; the newest first. */
  readonly messages: readonly MessageView[];
}

export interface MessageView {
  readonly time: number;
  readonly kind: 'notice' | 'error';
  readonly message: string;
}

export interface FunctionView {
  readonly name: string;
  readonly stack: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memorySize: number;
  readonly timeout: number;
  /** Names alone: values never leave the gateway. */
  readonly environmentNames: readonly string[];
  /** How many builds have run so far. */
  readonly generation: number;
  readonly environments: readonly EnvironmentView[];
  readonly usage: FunctionUsage;
}

export interface EnvironmentView {
  readonly id: string;
  readonly status: string;
  readonly invocations: number;
  readonly pid?: number;
  readonly maxMemoryUsedMb?: number;
}

/** What the requests so far say of a function. */
export interface FunctionUsage {
  readonly invocations: number;
  readonly coldStarts: number;
  readonly errors: number;
  readonly lastError?: {
    readonly time: number;
    /** Its request in the live log. */
    readonly traceId: string;
    readonly errorType: string;
    readonly errorMessage: string;
    /** Source-mapped where the bundle has a source map. */
    readonly stack: readonly string[];
  };
}
