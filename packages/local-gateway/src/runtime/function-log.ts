/** One line that a function or its environment has logged. */
export interface LogRecord {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly functionName: string;
  readonly environmentId?: string;
  /** Of the invocation that was running. */
  readonly requestId?: string;
  /** Without the end of the line; several lines when one message has them. */
  readonly text: string;
}

/** Adds the time; a listener that throws harms nobody. */
export function safeLog(
  onLog: ((record: LogRecord) => void) | undefined,
): (record: Omit<LogRecord, 'time'>) => void {
  return (record) => {
    try {
      onLog?.({ time: Date.now(), ...record });
    } catch {
      // A log that cannot be written must not end an invocation.
    }
  };
}
