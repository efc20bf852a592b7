import type { Trace } from '../../src/trace.ts';

/** A trace of a request that a function answered. */
export function traceOf(change: Partial<Trace> = {}, requestId = 'id'): Trace {
  return {
    exchange: {
      requestId,
      extendedRequestId: 'extended',
      receivedAt: Date.UTC(2026, 0, 1),
      sourceIp: '127.0.0.1',
      traceId: 'Root=1-0-0',
    },
    frontDoor: 'rest-api',
    stack: 'Stack',
    api: 'Api',
    request: {
      method: 'POST',
      target: '/v1/hello?name=Ada',
      headers: [['Host', 'localhost']],
      body: new TextEncoder().encode('{"a":1}'),
    },
    route: {
      stage: 'v1',
      resourcePath: '/hello',
      httpMethod: 'POST',
      integrationType: 'AWS',
      functionName: 'Echo',
    },
    payload: '{"a":1}',
    invocation: {
      requestId: 'invocation',
      payload: '{"b":2}',
      log: ['START', 'REPORT RequestId: x\tMax Memory Used: 61 MB\t'],
      environmentId: 'environment',
      coldStart: true,
      durationMs: 4,
      initDurationMs: 30,
    },
    response: {
      statusCode: 200,
      headers: [['Content-Type', 'application/json']],
      body: new TextEncoder().encode('{"b":2}'),
    },
    durationMs: 40,
    ...change,
  };
}

/** The invocation of {@link traceOf}, failed. */
export function failedTrace(payload: string): Trace {
  const { invocation, ...rest } = traceOf();
  return invocation
    ? { ...rest, invocation: { ...invocation, payload, functionError: 'Unhandled' } }
    : rest;
}
