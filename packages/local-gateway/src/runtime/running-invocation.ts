import type { InvocationResult, InvokeOptions } from '../invocation.ts';
import { functionArn, type FunctionSpec } from './function-spec.ts';
import type { LogRing } from './log-ring.ts';
import type { Outcome } from './outcome.ts';
import type { Delivery } from './runtime-session.ts';

/** One call of Invoke, waiting or running. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly options: InvokeOptions;
  /** On the clock of `performance.now()`. */
  readonly queuedAt: number;
  settle(result: InvocationResult): void;
  reject(error: Error): void;
}

/** The invocation that an environment has. */
export interface RunningInvocation {
  invocation: Invocation;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly ring: LogRing;
  timer?: NodeJS.Timeout;
  /** Set as soon as it is known, before the log is complete. */
  outcome?: Outcome;
  /** The caller has its result. */
  settled: boolean;
  /** The runtime has asked for the next invocation. */
  runtimeReady: boolean;
}

/** The headers that tell the runtime about an invocation (RT-2). */
export function toDelivery(
  spec: FunctionSpec,
  { requestId, payload, options }: Invocation,
): Delivery {
  return {
    payload,
    headers: {
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + spec.timeout * 1000),
      'Lambda-Runtime-Invoked-Function-Arn': headerText(
        functionArn(spec) + (options.qualifier ?? ''),
      ),
      ...(options.traceId !== undefined && {
        'Lambda-Runtime-Trace-Id': headerText(options.traceId),
      }),
    },
  };
}

/** What a header cannot carry is left out, as an error here would be nobody's. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/gu, '');
}

/** The last lines of an invocation in the log (RT-26). `maxMemoryUsed` is in megabytes. */
export function reportLines(
  spec: FunctionSpec,
  outcome: Outcome,
  { requestId, durationMs, initDurationMs }: InvocationResult,
  maxMemoryUsed: number,
): string[] {
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${spec.memorySize} MB`,
    `Max Memory Used: ${maxMemoryUsed} MB`,
  ];
  if (initDurationMs !== undefined) report.push(`Init Duration: ${initDurationMs.toFixed(2)} ms`);
  if (outcome.errorType === 'Sandbox.Timedout') report.push('Status: timeout');
  else if (outcome.notes !== undefined)
    report.push('Status: error', `Error Type: ${outcome.errorType}`);
  return [...(outcome.notes ?? []), `END RequestId: ${requestId}`, report.join('\t')];
}
