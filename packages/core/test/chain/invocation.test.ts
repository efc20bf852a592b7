import middy from '@middy/core';
import { describe, expect, it } from 'vitest';

import { proxyExecutionMode } from '../../src/chain/execution-mode.ts';
import { lambdaContext } from '../events.ts';

/** What a handler rejects with when it and its only `onError` hook throw these. */
async function rejectionOf(thrown: Error, rethrown: unknown): Promise<unknown> {
  const onError = (): never => {
    throw rethrown;
  };
  const handler = middy(() => Promise.reject(thrown), {
    executionMode: proxyExecutionMode(),
  }).onError(onError);
  return handler({}, lambdaContext()).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('Invocation', () => {
  it('does not make an error its own cause when a hook throws it on', async () => {
    const error = new Error('x');

    expect(await rejectionOf(error, error)).toBe(error);
    expect(error.cause).toBeUndefined();
  });

  it('leaves what is no error as a hook has thrown it', async () => {
    const thrown = { a: 1 };

    expect(await rejectionOf(new Error('x'), thrown)).toBe(thrown);
    expect(thrown).toEqual({ a: 1 });
  });
});
