import { constants } from 'node:os';

/** What an invocation came to, as the runtime reported it or as the platform saw it. */
export interface Outcome {
  readonly functionError: boolean;
  /** JSON text: the result, or the error object. */
  readonly payload: string;
  readonly errorType?: string;
  /** What the platform itself writes to the log about a failure. */
  readonly notes?: readonly string[];
}

/** RT-18: two decimals. */
export function timedOut(requestId: string, seconds: number): Outcome {
  const reason = `Task timed out after ${seconds.toFixed(2)} seconds`;
  return platformError(requestId, 'Sandbox.Timedout', reason, [
    `${new Date().toISOString()} ${requestId} ${reason}`,
  ]);
}

/** RT-19: the process ended by itself or by a signal. */
export function exited(requestId: string, exit: ProcessExit): Outcome {
  const reason = exitReason(exit);
  return platformError(requestId, 'Runtime.ExitError', reason, [
    `RequestId: ${requestId} Error: ${reason}`,
    'Runtime.ExitError',
  ]);
}

/** How a process ended: exactly one of both. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function exitReason({ code, signal }: ProcessExit): string {
  if (signal !== null)
    return `Runtime exited with error: signal: ${signalWords[signal] ?? signalNumber(signal)}`;
  return code === 0 || code === null
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${code}`;
}

function platformError(
  requestId: string,
  errorType: string,
  reason: string,
  notes: readonly string[],
): Outcome {
  const payload = JSON.stringify({
    errorType,
    errorMessage: `RequestId: ${requestId} Error: ${reason}`,
  });
  return { functionError: true, payload, errorType, notes };
}

/** As the platform, written in Go, names them. */
const signalWords: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};

function signalNumber(signal: NodeJS.Signals): string {
  return `signal ${constants.signals[signal]}`;
}
