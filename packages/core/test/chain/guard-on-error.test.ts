import { describe, expect, it, vi } from 'vitest';

import { guardOnError } from '../../src/chain/guard-on-error.ts';
import {
  HttpError,
  proxyHandler,
  type ProxyMiddleware,
  UnrecognizedEventError,
} from '../../src/index.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

describe('guardOnError', () => {
  it.each([{}, { onError: undefined }, { onError: null }])(
    'leaves a middleware without such a hook as it is: %j',
    (hooks) => {
      const middleware = { before: () => undefined, ...hooks } as ProxyMiddleware;

      expect(guardOnError(middleware)).toBe(middleware);
    },
  );

  it('keeps the other hooks, also those of a class, and the name of the hook', () => {
    class Middleware {
      before() {}
      after() {}
      onError() {}
    }
    const middleware = new Middleware();

    const { before, after, onError } = guardOnError(middleware);

    expect([before, after]).toEqual([middleware.before, middleware.after]);
    expect(onError?.name).toBe('onError');
    expect(Object.keys(guardOnError({ onError: () => undefined }))).toEqual(['onError']);
  });

  it('keeps the answer of a hook', async () => {
    const middlewares = [{ onError: () => ({ statusCode: 418, body: 'mine' }) }];
    const handler = proxyHandler({ middlewares }, () => Promise.reject(new Error('x')));

    const result = await handler(frontDoorEvent('http-api'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 418, body: 'mine' });
  });

  it('takes an error that a hook returns for a thrown one', async () => {
    const middlewares = [{ onError: () => new HttpError(409, 'mine') }];
    const handler = proxyHandler({ middlewares }, () => Promise.reject(new Error('x')));

    const result = await handler(frontDoorEvent('http-api'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 409 });
  });

  it('leaves an event of no source to Lambda', async () => {
    const onError = vi.fn<() => never>(() => {
      throw new Error('second');
    });
    const handler = proxyHandler({ middlewares: [{ onError }] }, () => 'ok');

    const invocation = handler({ Records: [] }, lambdaContext());

    await expect(invocation).rejects.toThrow('second');
    await expect(invocation).rejects.toHaveProperty('cause', expect.any(UnrecognizedEventError));
  });
});
