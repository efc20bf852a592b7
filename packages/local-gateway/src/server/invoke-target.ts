import type { InvocationResult, InvokeOptions } from '../invocation.ts';
import { InvokeError } from '../runtime/invoke-error.ts';
import type { InvokeFunction } from './functions.ts';
import { isTimeout, withTimeout } from './timeout.ts';

/** What became of an invocation, seen from a front door. */
export type Invoked =
  | { readonly kind: 'result'; readonly result: InvocationResult }
  /** The function runs on, its result is thrown away (RESP-39). */
  | { readonly kind: 'timeout'; readonly reason: string }
  /** Invoke itself refused: throttled, too large, no JSON. */
  | { readonly kind: 'refused'; readonly error: InvokeError };

/** Invokes a function and waits at most `timeoutInMillis`, forever when there is none. */
export async function invokeTarget(
  invoke: InvokeFunction,
  arn: string,
  payload: string,
  { timeoutInMillis, ...options }: InvokeOptions & { readonly timeoutInMillis?: number },
): Promise<Invoked> {
  try {
    const invocation = invoke(arn, payload, options);
    const result =
      timeoutInMillis === undefined
        ? await invocation
        : await withTimeout(invocation, timeoutInMillis);
    return isTimeout(result)
      ? {
          kind: 'timeout',
          reason: `the function had not answered after ${timeoutInMillis} ms, it runs on`,
        }
      : { kind: 'result', result };
  } catch (error) {
    if (error instanceof InvokeError) return { kind: 'refused', error };
    throw error;
  }
}
