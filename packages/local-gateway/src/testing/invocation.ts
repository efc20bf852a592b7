import type { Exchange } from '../exchange.ts';
import type { InvocationResult, InvocationStream } from '../invocation.ts';
import { toErrorObject } from '../runtime/bootstrap/error-object.ts';

/** The invocation of a handler that returned a value: its JSON text, `null` for nothing (RT-14). */
export function resultOf(value: unknown, exchange: Exchange): InvocationResult {
  try {
    const payload: string | undefined = JSON.stringify(value);
    return { ...invocation(exchange), payload: payload ?? 'null' };
  } catch {
    // The words of the Node.js runtime.
    return errorOf(new Error('Unable to stringify response body'), exchange);
  }
}

/** The invocation of a handler that threw (RT-15, RT-16). */
export function errorOf(error: unknown, exchange: Exchange): InvocationResult {
  const payload = JSON.stringify(toErrorObject(error));
  return { ...invocation(exchange), payload, functionError: 'Unhandled' };
}

/** The invocation of a handler that streams, or that has streamed nothing. */
export function streamOf(exchange: Exchange, stream?: InvocationStream): InvocationResult {
  return { ...invocation(exchange), payload: '', ...(stream && { stream }) };
}

function invocation({ requestId }: Exchange): Omit<InvocationResult, 'payload'> {
  return { requestId, log: [], environmentId: 'test', coldStart: false, durationMs: 0 };
}
