import { isObject } from '../assembly/template.ts';
import { parseJson } from '../front-doors/payload.ts';
import type { Trace } from '../trace.ts';
import type { FunctionUsage } from './wire/functions.ts';

/** Counts what requests say of the functions that served them. */
export function recordUsage(): UsageRecord {
  const usages = new Map<string, FunctionUsage>();
  const memory = new Map<string, number>();
  const of = (functionName: string) => usages.get(functionName) ?? unused;

  return {
    of,
    maxMemoryUsed: (environmentId) => memory.get(environmentId),
    add(trace) {
      const { route, invocation } = trace;
      if (route?.functionName === undefined || invocation === undefined) return;
      const before = of(route.functionName);
      const failed = invocation.functionError !== undefined;
      usages.set(route.functionName, {
        ...before,
        invocations: before.invocations + 1,
        coldStarts: before.coldStarts + Number(invocation.coldStart),
        errors: before.errors + Number(failed),
        ...(failed && { lastError: readError(trace, invocation.payload) }),
      });
      const used = readMemory(invocation.log);
      if (used !== undefined) memory.set(invocation.environmentId, used);
    },
  };
}

export interface UsageRecord {
  add(trace: Trace): void;
  /** By name of the function. */
  of(functionName: string): FunctionUsage;
  /** Megabytes, by id of the environment, as its last `REPORT` line says. */
  maxMemoryUsed(environmentId: string): number | undefined;
}

const unused: FunctionUsage = { invocations: 0, coldStarts: 0, errors: 0 };

function readError({ exchange }: Trace, payload: string): NonNullable<FunctionUsage['lastError']> {
  const parsed = parseJson(payload);
  const error = isObject(parsed) ? parsed : {};
  const { errorType, errorMessage, trace } = error;
  return {
    time: exchange.receivedAt,
    traceId: exchange.requestId,
    errorType: typeof errorType === 'string' ? errorType : 'Error',
    errorMessage: typeof errorMessage === 'string' ? errorMessage : payload.slice(0, 1000),
    stack: Array.isArray(trace) ? trace.filter((line) => typeof line === 'string') : [],
  };
}

function readMemory(log: readonly string[]): number | undefined {
  const report = log.findLast((line) => line.startsWith('REPORT '));
  const used = report && /Max Memory Used: (\d+) MB/.exec(report)?.[1];
  return used ? Number(used) : undefined;
}
