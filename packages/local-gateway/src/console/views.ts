import type { HeaderLine, HttpResponse } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import type { Trace } from '../trace.ts';
import { executionLog } from './execution-log.ts';
import type {
  BodyView,
  InvocationView,
  ResponseView,
  RowView,
  TimingView,
  TraceView,
} from './wire.ts';

/** One line of the live log. */
export function toRow({
  exchange,
  request,
  response,
  durationMs,
  stack,
  api,
  route,
  invocation,
}: Trace): RowView {
  return {
    id: exchange.requestId,
    time: exchange.receivedAt,
    method: request.method,
    target: request.target,
    statusCode: response.statusCode,
    durationMs,
    stack,
    api,
    ...(route && { integrationType: route.integrationType }),
    ...(route?.functionName !== undefined && { functionName: route.functionName }),
    ...(invocation && {
      coldStart: invocation.coldStart,
      environmentId: invocation.environmentId,
    }),
    ...(response.reason !== undefined && { reason: response.reason }),
  };
}

/** Everything that is known of one request; `served` says where its API is. */
export function toTraceView(
  trace: Trace,
  served: { readonly origin: string; readonly apiId: string } | undefined,
): TraceView {
  const { request, exchange, route, payload, invocation, response } = trace;
  return {
    row: toRow(trace),
    request: {
      method: request.method,
      target: request.target,
      headers: request.headers,
      body: toBodyView(request.body),
      sourceIp: exchange.sourceIp,
    },
    ...(route && { route }),
    ...served,
    ...(payload !== undefined && { event: toTextView(payload) }),
    ...(invocation && { invocation: toInvocationView(invocation) }),
    response: toResponseView(response, response.reason),
    executionLog: executionLog(trace),
    timings: toTimings(trace),
  };
}

/** A response for a page to show. */
export function toResponseView(
  {
    statusCode,
    headers,
    body,
  }: Pick<HttpResponse, 'statusCode' | 'body'> & { readonly headers: readonly HeaderLine[] },
  reason?: string,
): ResponseView {
  return {
    statusCode,
    headers,
    body: toBodyView(body),
    ...(reason !== undefined && { reason }),
  };
}

/** Bytes as text, or as base64 where they are none; the beginning of long ones. */
export function toBodyView(bytes: Uint8Array): BodyView {
  try {
    return toTextView(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      bytes.length,
    );
  } catch {
    return {
      text: Buffer.from(bytes.subarray(0, textLimit)).toString('base64'),
      base64: true,
      bytes: bytes.length,
      truncated: bytes.length > textLimit,
    };
  }
}

const textLimit = 262_144;

function toTextView(text: string, bytes = Buffer.byteLength(text)): BodyView {
  return {
    text: text.slice(0, textLimit),
    base64: false,
    bytes,
    truncated: text.length > textLimit,
  };
}

function toInvocationView({
  payload,
  functionError,
  initDurationMs,
  ...rest
}: InvocationResult): InvocationView {
  return {
    requestId: rest.requestId,
    environmentId: rest.environmentId,
    coldStart: rest.coldStart,
    durationMs: rest.durationMs,
    ...(initDurationMs !== undefined && { initDurationMs }),
    functionError: functionError !== undefined,
    result: toTextView(payload),
    log: rest.log,
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
