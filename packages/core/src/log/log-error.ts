import { describeError, type ErrorDescription } from '../errors/describe-error.ts';
import type { LazyRequest } from '../request/lazy-request.ts';
import { handOver } from './hand-over.ts';
import { type LogEntry, toLogLine } from './log-line.ts';
import { readSafely } from '../errors/read-safely.ts';
import { requestIdOf } from './request-id.ts';

/** What is logged of an error that a client is told nothing about. */
export interface ErrorLogEntry extends LogEntry {
  readonly level: 'error';
  readonly message: 'request failed';
  readonly requestId?: unknown;
  readonly source?: unknown;
  readonly method?: unknown;
  readonly route?: unknown;
  readonly path?: unknown;
  readonly statusCode: number;
  readonly error: ErrorDescription;
}

/** Takes an error for the log. */
export type LogError = (entry: ErrorLogEntry) => void;

/** What an error belongs to. */
export interface FailedInvocation {
  readonly request: LazyRequest | undefined;
  /** Lambda's. */
  readonly context: unknown;
}

/** Logs an error with the request that it belongs to, as one line of JSON; never throws. */
export function logError(
  error: unknown,
  { request, context }: FailedInvocation,
  statusCode: number,
  log: LogError = writeLine,
): void {
  const entry: ErrorLogEntry = {
    level: 'error',
    message: 'request failed',
    requestId: requestIdOf(request, context),
    ...pick(request, ['source', 'method', 'route', 'path']),
    statusCode,
    error: describeError(error),
  };
  // Where the log of the application fails, the error still has to be told.
  handOver(entry, log, () => writeLine(entry));
}

function writeLine(entry: ErrorLogEntry): void {
  console.error(toLogLine(entry));
}

function pick(request: LazyRequest | undefined, names: readonly string[]): LogEntry {
  return Object.fromEntries(names.map((name) => [name, readSafely(request, name)]));
}
