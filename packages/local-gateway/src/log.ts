import type { Trace } from './trace.ts';

/** What the gateway has to say while it runs; the CLI prints it. */
export type LogEntry =
  | RequestEntry
  | { readonly kind: 'function'; readonly functionName: string; readonly line: string }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string };

/** One request and what came of it. */
export interface RequestEntry {
  readonly kind: 'request';
  readonly trace: Trace;
}

export type Log = (entry: LogEntry) => void;
