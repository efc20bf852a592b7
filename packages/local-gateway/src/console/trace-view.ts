import type { InvocationResult } from '../invocation.ts';
import type { Trace, TracedInvocation } from '../trace.ts';
import { toBodyView, toResponseView, toTextView } from './body-view.ts';
import { executionLog } from '../server/execution-log.ts';
import type {
  AuthorizerView,
  InvocationView,
  RowView,
  TimingView,
  TraceView,
} from './wire/traces.ts';

/** Everything that is known of one request; `served` says where its API is. */
export function toTraceView(
  trace: Trace,
  served: { readonly origin: string; readonly apiId: string } | undefined,
): TraceView {
  const { request, exchange, frontDoor, route, response } = trace;
  const { payload, invocation, authorizer, advice } = trace;
  return {
    row: toRow(trace),
    frontDoor,
    request: {
      method: request.method,
      target: request.target,
      headers: request.headers,
      body: toBodyView(request.body),
      sourceIp: exchange.sourceIp,
    },
    ...(route && { route }),
    ...served,
    notes: trace.notes ?? [],
    ...(advice && { advice: { meaning: advice.meaning, fix: advice.fix } }),
    ...(authorizer && { authorizer: toAuthorizerView(authorizer) }),
    ...(payload !== undefined && { event: toTextView(payload) }),
    ...(invocation && { invocation: toInvocationView(invocation) }),
    response: toResponseView(response, response.reason),
    executionLog: frontDoor === 'rest-api' ? executionLog(trace) : [],
    timings: toTimings(trace),
  };
}

/** One line of the live log. */
export function toRow(trace: Trace): RowView {
  const { exchange, request, response, route, invocation } = trace;
  return {
    id: exchange.requestId,
    time: exchange.receivedAt,
    method: request.method,
    target: request.target,
    statusCode: response.statusCode,
    durationMs: trace.durationMs,
    stack: trace.stack,
    api: trace.api,
    ...(route && { integrationType: route.integrationType }),
    ...(route?.functionName !== undefined && { functionName: route.functionName }),
    ...(invocation && {
      coldStart: invocation.coldStart,
      environmentId: invocation.environmentId,
    }),
    ...(response.reason !== undefined && { reason: response.reason }),
  };
}

function toAuthorizerView({ functionName, payload, invocation }: TracedInvocation): AuthorizerView {
  return {
    functionName,
    event: toTextView(payload),
    ...(invocation && { invocation: toInvocationView(invocation) }),
  };
}

function toInvocationView(invocation: InvocationResult): InvocationView {
  const { requestId, environmentId, coldStart, durationMs, initDurationMs } = invocation;
  return {
    requestId,
    environmentId,
    coldStart,
    durationMs,
    ...(initDurationMs !== undefined && { initDurationMs }),
    functionError: invocation.functionError !== undefined,
    result: toTextView(invocation.payload),
    log: invocation.log,
  };
}

/** A request that starts an environment waits for its init, which is no part of the invocation. */
function toTimings({ durationMs, invocation }: Trace): readonly TimingView[] {
  if (invocation === undefined) return [{ name: 'gateway', milliseconds: durationMs }];
  const around = Math.max(0, durationMs - invocation.durationMs);
  const init = Math.min(invocation.initDurationMs ?? 0, around);
  return [
    { name: 'gateway', milliseconds: around - init },
    ...(init > 0 ? [{ name: 'init' as const, milliseconds: init }] : []),
    { name: 'function', milliseconds: invocation.durationMs },
  ];
}
