/** What the gateway has to say while it runs; the CLI prints it. */
export type LogEntry =
  | RequestEntry
  | { readonly kind: 'function'; readonly functionName: string; readonly line: string }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string };

/** One request and what came of it. */
export interface RequestEntry {
  readonly kind: 'request';
  /** Epoch milliseconds. */
  readonly time: number;
  readonly stack: string;
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly statusCode: number;
  readonly durationMs: number;
  readonly coldStart: boolean;
  /** Why the gateway refused the request or the result. */
  readonly reason?: string;
}

export type Log = (entry: LogEntry) => void;
