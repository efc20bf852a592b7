import type { Exchange } from '../../src/exchange.ts';
import type { HttpRequest, HttpResponse } from '../../src/http.ts';
import type { InvocationResult } from '../../src/invocation.ts';

/** What a test says about a request. */
export type RequestParts = Partial<Omit<HttpRequest, 'body'>> & {
  readonly body?: Uint8Array | string;
};

/** A request without headers or body, but for what a test is about. */
export function httpRequest({ body = '', ...parts }: RequestParts = {}): HttpRequest {
  return { method: 'GET', target: '/', headers: [], ...parts, body: Buffer.from(body) };
}

export const exchange: Exchange = {
  requestId: 'f88e38e3-2060-4a56-93c0-9efbc6a659a0',
  extendedRequestId: 'ZhDrKF5dDoEEHfA=',
  receivedAt: 1718635693506,
  sourceIp: '15.248.3.126',
  traceId: 'Root=1-66704cad-0fbaf1491365339d168b2a7d',
};

/** What Invoke gives for a function that returned this value (RT-14). */
export function returned(value: unknown): InvocationResult {
  return invocation({ payload: JSON.stringify(value) ?? 'null' });
}

/** What Invoke gives for a function that threw (RT-15, RT-16). */
export function failed(errorMessage: string, errorType = 'Error'): InvocationResult {
  const payload = JSON.stringify({
    errorType,
    errorMessage,
    trace: [`${errorType}: ${errorMessage}`, '    at handler (/var/task/index.js:1:1)'],
  });
  return invocation({ payload, functionError: 'Unhandled' });
}

export function invocation(parts: Partial<InvocationResult>): InvocationResult {
  return {
    requestId: exchange.requestId,
    payload: 'null',
    log: [],
    environmentId: 'test',
    coldStart: false,
    durationMs: 1,
    ...parts,
  };
}

/** All values of a response header. */
export function valuesOf({ headers }: HttpResponse, name: string): readonly string[] {
  return headers
    .filter(([line]) => line.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
}

export function textOf({ body }: HttpResponse): string {
  return Buffer.from(body).toString('utf8');
}
