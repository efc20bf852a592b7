import type { Context } from './context.ts';
import { runtimeError } from './error-object.ts';
import type { Handler } from './load-handler.ts';

/**
 * Calls a handler as the runtimes before Node.js 24 do (RT-28): a promise is the result; otherwise the callback, or
 * `context.done`, `succeed`, `fail`, gives it, and what the handler returns is ignored. `onEmptyLoop` is told what to do
 * when nothing is left to wait for.
 */
export function callWithCallback(
  handler: Handler,
  event: unknown,
  context: Context,
  onEmptyLoop: (listener: () => void) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let called = false;
    const settle = (error: unknown, result?: unknown) => {
      if (error === undefined || error === null) resolve(result);
      else reject(error);
    };
    const callback = (error: unknown, result?: unknown) => {
      if (called) return;
      called = true;
      if ((error === undefined || error === null) && context.callbackWaitsForEmptyEventLoop) {
        onEmptyLoop(() => resolve(result));
      } else settle(error, result);
    };
    Object.assign(context, {
      done: settle,
      succeed: (result: unknown) => settle(null, result),
      fail: (error: unknown) => settle(error ?? 'handled'),
    });
    const returned = handler(event, context, callback);
    if (isPromise(returned)) returned.then(resolve, reject);
    // A handler that forgot its callback succeeds with null.
    else if (!called) onEmptyLoop(() => resolve(null));
  });
}

/**
 * Refuses a handler that takes a callback, as Node.js 24 does (RT-28).
 * @throws `Runtime.CallbackHandlerDeprecated`
 */
export function refuseCallback(handler: Handler): void {
  if (handler.length < 3) return;
  throw runtimeError(
    'CallbackHandlerDeprecated',
    'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
  );
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
