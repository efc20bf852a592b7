import middy from '@middy/core';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { proxyExecutionMode } from '../../src/chain/execution-mode.ts';
import { outbound } from '../../src/chain/middleware.ts';
import { lambdaContext } from '../events.ts';

const executionMode = proxyExecutionMode();
const context = lambdaContext();
const never = () => new Promise<string>(() => undefined);

/** What both modes have to do alike. */
const modes: [string, middy.PluginObject][] = [
  ['the execution mode of middy', {}],
  ['proxyExecutionMode', { executionMode }],
];

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.each(modes)('%s', (_name, mode) => {
  it('runs before hooks in order, after hooks in reverse, and plugin hooks around them', async () => {
    const calls: string[] = [];
    const note = (name: string) => () => void calls.push(name);
    const plugin = {
      ...mode,
      requestStart: note('requestStart'),
      beforeMiddleware: (name: string) => void calls.push(`beforeMiddleware ${name}`),
      afterMiddleware: (name: string) => void calls.push(`afterMiddleware ${name}`),
      beforeHandler: note('beforeHandler'),
      afterHandler: note('afterHandler'),
      requestEnd: note('requestEnd'),
    };
    const handler = middy(async () => 'x', plugin)
      .use({
        before: function beforeOne() {
          calls.push('one');
        },
        after: async function afterOne() {
          calls.push('after one');
        },
      })
      .use({
        before: async function beforeTwo() {
          calls.push('two');
        },
        after: function afterTwo() {
          calls.push('after two');
        },
      });

    expect(await handler({}, context)).toBe('x');
    expect(calls).toEqual([
      'requestStart',
      'beforeMiddleware beforeOne',
      'one',
      'afterMiddleware beforeOne',
      'beforeMiddleware beforeTwo',
      'two',
      'afterMiddleware beforeTwo',
      'beforeHandler',
      'afterHandler',
      'beforeMiddleware afterTwo',
      'after two',
      'afterMiddleware afterTwo',
      'beforeMiddleware afterOne',
      'after one',
      'afterMiddleware afterOne',
      'requestEnd',
    ]);
  });

  it.each([
    ['returned', () => 'early'],
    ['promised', async () => 'early'],
    ['set', (request: middy.Request) => void (request.earlyResponse = 'early')],
  ])('ends with an early response of a before hook, %s', async (_kind, before) => {
    const inner = vi.fn<() => Promise<string>>();
    const after = vi.fn<() => void>();
    const second = vi.fn<() => void>();

    const handler = middy(inner, mode).use([{ before, after }, { before: second }]);

    expect(await handler({}, context)).toBe('early');
    expect(inner).not.toHaveBeenCalled();
    expect(after).not.toHaveBeenCalled();
    expect(second).not.toHaveBeenCalled();
  });

  it('ends with an early response that is undefined', async () => {
    const handler = middy(async () => 'x', mode).before((request) => {
      request.earlyResponse = undefined;
    });

    expect(await handler({}, context)).toBeUndefined();
  });

  it('takes what an after hook returns for the response and ends', async () => {
    const last = vi.fn<() => void>();
    const handler = middy(() => 'x' as never, mode).use([
      { after: last },
      { after: () => 'replaced' },
    ]);

    expect(await handler({}, context)).toBe('replaced');
    expect(last).not.toHaveBeenCalled();
  });

  it('gives errors to the onError hooks, and their response to the caller', async () => {
    const failure = new Error('x');
    const seen: unknown[] = [];
    const handler = middy(async () => Promise.reject(failure), mode)
      .onError(() => 'not reached')
      .onError((request) => {
        seen.push(request.error, request.response);
        request.response = 'handled' as never;
        return 'answered';
      });

    expect(await handler({}, context)).toBe('answered');
    expect(seen).toEqual([failure, undefined]);
  });

  it('throws an error that no hook answers', async () => {
    const handler = middy(() => {
      throw new Error('x');
    }, mode).onError(() => undefined);

    await expect(handler({}, context)).rejects.toThrow('x');
  });

  it('throws the error of an onError hook, caused by the first one', async () => {
    const first = new Error('first');
    const handler = middy(async () => Promise.reject(first), mode).onError(() => {
      throw new Error('second');
    });

    await expect(handler({}, context)).rejects.toMatchObject({ message: 'second', cause: first });
  });

  it('throws what is no object as it is', async () => {
    const handler = middy(async () => Promise.reject('text'), mode);

    await expect(handler({}, context)).rejects.toBe('text');
  });

  it('waits for requestEnd and throws its error, but not in place of another one', async () => {
    const requestEnd = async () => Promise.reject(new Error('end'));
    const fine = middy(async () => 'x', { ...mode, requestEnd });
    const failing = middy(async () => Promise.reject(new Error('x')), { ...mode, requestEnd });

    await expect(fine({}, context)).rejects.toThrow('end');
    await expect(failing({}, context)).rejects.toMatchObject({
      message: 'x',
      cause: { message: 'end' },
    });
  });

  it('throws what requestEnd throws at once', async () => {
    const requestEnd = () => {
      throw new Error('end');
    };

    await expect(middy(async () => 'x', { ...mode, requestEnd })({}, context)).rejects.toThrow(
      'end',
    );
  });

  it('seeds internal state for each invocation', async () => {
    const handler = middy(async () => 'x', { ...mode, internal: { seed: 1 } }).after((request) => ({
      ...request.internal,
    }));

    expect(await handler({}, context)).toEqual({ seed: 1 });
  });

  it('runs a handler that was set later', async () => {
    const handler = middy(mode).handler(async () => 'later');

    expect(await handler({}, context)).toBe('later');
  });

  it('answers for a handler that is still at work shortly before the timeout', async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    const afterHandler = vi.fn<() => void>();
    const handler = middy(
      async (_event: unknown, _context: unknown, options: { signal: AbortSignal }) => {
        signals.push(options.signal);
        return new Promise<string>(() => undefined);
      },
      { ...mode, timeoutEarlyResponse: () => 'too late', afterHandler },
    );

    const invocation = handler({}, lambdaContext(1000), { signal: new AbortController().signal });
    await vi.advanceTimersByTimeAsync(994);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(await invocation).toBe('too late');
    expect(signals[0]?.aborted).toBe(true);
    expect(afterHandler).toHaveBeenCalledOnce();
  });

  it.each([
    ['gives', async () => 'too late', 'too late, shaped'],
    ['throws', async () => Promise.reject(new Error('too late')), new Error('too late')],
  ])('answers with what an async early timeout %s', async (_, timeoutEarlyResponse, answer) => {
    vi.useFakeTimers();
    const handler = middy(never, { ...mode, timeoutEarlyResponse }).after(
      ({ response }) => `${String(response)}, shaped`,
    );

    const invocation = handler({}, lambdaContext(1000)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);

    expect(await invocation).toEqual(answer);
  });

  it('throws what the early timeout throws', async () => {
    vi.useFakeTimers();
    const handler = middy(async () => new Promise(() => undefined), mode);

    const invocation = handler({}, lambdaContext(1000)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);

    expect(await invocation).toMatchObject({ name: 'TimeoutError' });
  });

  it('has no early timeout when it is switched off or nobody knows the time', async () => {
    const handler = middy(async () => 'x', { ...mode, timeoutEarlyInMillis: 0 });
    const timeless = { ...lambdaContext(), getRemainingTimeInMillis: undefined };

    expect(await handler({}, lambdaContext(1))).toBe('x');
    expect(await middy(async () => 'y', mode)({}, timeless as never)).toBe('y');
  });
});

describe('proxyExecutionMode', () => {
  it('calls outbound hooks after an early response, and no other after hooks', async () => {
    const calls: string[] = [];
    const handler = middy(async () => 'x', { executionMode }).use([
      {
        after: outbound((request) => {
          calls.push('outbound');
          request.response = `${String(request.response)} shaped`;
        }),
      },
      { after: outbound(() => 'replaced') },
      { after: () => void calls.push('after') },
      { before: () => 'early' },
    ]);

    expect(await handler({}, context)).toBe('replaced shaped');
    expect(calls).toEqual(['outbound']);
  });

  it.each([
    ['a hook before the handler', { before: () => never() }, []],
    ['a hook behind the handler', { after: () => never() }, ['handler', 'afterHandler', 'after']],
  ])(
    'answers for %s that is still at work shortly before the timeout',
    async (_, middleware, calls) => {
      vi.useFakeTimers();
      const called: string[] = [];
      const handler = middy(async () => void called.push('handler'), {
        executionMode,
        timeoutEarlyResponse: () => 'too late',
        afterHandler: () => void called.push('afterHandler'),
      }).use([
        { after: outbound((request) => `${String(request.response)}, shaped`) },
        middleware,
        { after: () => void called.push('after') },
      ]);

      const invocation = handler({}, lambdaContext(1000));
      await vi.advanceTimersByTimeAsync(1000);

      expect(await invocation).toBe('too late, shaped');
      expect(called).toEqual(calls);
    },
  );

  it('does not call the handler when the hook before it ends too late', async () => {
    vi.useFakeTimers();
    const inner = vi.fn<() => Promise<string>>();
    const logged = vi.fn<(entry: unknown) => void>();
    const handler = middy(inner, { executionMode: proxyExecutionMode(logged) }).use([
      { before: async () => new Promise((resolve) => setTimeout(resolve, 2000)) },
    ]);

    const invocation = handler({}, lambdaContext(1000)).catch(String);
    await vi.advanceTimersByTimeAsync(3000);

    expect(await invocation).toContain('TimeoutError');
    expect(inner).not.toHaveBeenCalled();
    expect(logged).not.toHaveBeenCalled();
  });

  it('gives each of several invocations its own deadline, with one timer', async () => {
    vi.useFakeTimers();
    const handler = middy(never, { executionMode, timeoutEarlyResponse: () => 'too late' });
    const ended: string[] = [];
    const run = async (name: string, remaining: number) => {
      await handler({}, lambdaContext(remaining));
      ended.push(name);
    };

    void run('long', 3000);
    void run('short', 1000);
    void run('middle', 2000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(ended).toEqual(['short']);
    await vi.advanceTimersByTimeAsync(2000);

    expect(ended).toEqual(['short', 'middle', 'long']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps its timer for the next invocation, and answers none a second time', async () => {
    vi.useFakeTimers();
    const after = vi.fn<() => void>();
    const handler = middy(async () => 'x', { executionMode }).after(after);

    await handler({}, lambdaContext(60_000));
    expect(vi.getTimerCount()).toBe(1);
    await handler({}, lambdaContext(60_000));
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(vi.getTimerCount()).toBe(0);
    expect(after).toHaveBeenCalledTimes(2);
  });

  it('answers no more for a handler that has failed', async () => {
    vi.useFakeTimers();
    const timeoutEarlyResponse = vi.fn<() => string>();
    const inner = () => Promise.reject(new Error('failed'));
    const handler = middy(inner, { executionMode, timeoutEarlyResponse });

    await expect(handler({}, lambdaContext(1000))).rejects.toThrow('failed');
    await vi.advanceTimersByTimeAsync(2000);

    expect(timeoutEarlyResponse).not.toHaveBeenCalled();
  });

  it('logs a handler that fails after its timeout, and nothing is unhandled', async () => {
    vi.useFakeTimers();
    const log = vi.fn<(entry: unknown) => void>();
    const late = new Error('late');
    let fail = (_error: Error): void => undefined;
    const inner = async () => new Promise<never>((_resolve, reject) => (fail = reject));
    const handler = middy(inner, {
      executionMode: proxyExecutionMode(log),
      timeoutEarlyResponse: () => 'too late',
    });

    const invocation = handler({}, lambdaContext(1000));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await invocation).toBe('too late');
    fail(late);
    await vi.advanceTimersByTimeAsync(0);

    expect(log.mock.calls).toEqual([
      [
        expect.objectContaining({
          statusCode: 504,
          requestId: context.awsRequestId,
          error: expect.objectContaining({ message: 'late' }),
        }),
      ],
    ]);
  });

  it('waits for a requestEnd that takes time after an early timeout', async () => {
    vi.useFakeTimers();
    const ended: string[] = [];
    const handler = middy(async () => new Promise<string>(() => undefined), {
      executionMode,
      timeoutEarlyResponse: () => 'too late',
      requestEnd: async () => void ended.push('end'),
    });

    const invocation = handler({}, lambdaContext(1000));
    await vi.advanceTimersByTimeAsync(1000);

    expect(await invocation).toBe('too late');
    expect(ended).toEqual(['end']);
  });

  it('hears nothing of a handler that ends after its timeout', async () => {
    vi.useFakeTimers();
    let finish = (_value: string): void => undefined;
    const after = vi.fn<() => void>();
    const inner = async () => new Promise<string>((resolve) => (finish = resolve));
    const handler = middy(inner, { executionMode, timeoutEarlyResponse: () => 'too late' }).after(
      after,
    );

    const invocation = handler({}, lambdaContext(1000));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await invocation).toBe('too late');
    finish('late');
    await vi.advanceTimersByTimeAsync(0);

    expect(after).toHaveBeenCalledOnce();
  });

  it('rejects when requestStart throws', async () => {
    const requestStart = () => {
      throw new Error('start');
    };

    await expect(
      middy(async () => 'x', { executionMode, requestStart })({}, context),
    ).rejects.toThrow('start');
  });

  it('gives a signal that is aborted already when it is asked for late', async () => {
    vi.useFakeTimers();
    let options: { signal: AbortSignal } | undefined;
    const inner = async (_event: unknown, _context: unknown, given: { signal: AbortSignal }) => {
      options = given;
      return new Promise<string>(() => undefined);
    };
    const handler = middy(inner, { executionMode, timeoutEarlyResponse: () => 'too late' });

    const invocation = handler({}, lambdaContext(1000), { signal: new AbortController().signal });
    await vi.advanceTimersByTimeAsync(1000);
    await invocation;

    expect(options?.signal.aborted).toBe(true);
    expect(options?.signal).toBe(options?.signal);
  });

  it('does not change a frozen error', async () => {
    const frozen = Object.freeze(new Error('frozen'));
    const handler = middy(async () => Promise.reject(new Error('first')), {
      executionMode,
    }).onError(() => {
      throw frozen;
    });

    await expect(handler({}, context)).rejects.toBe(frozen);
  });

  it('keeps a cause that an error has', async () => {
    const error = new Error('second', { cause: 'its own' });
    const handler = middy(async () => Promise.reject(new Error('first')), {
      executionMode,
    }).onError(() => {
      throw error;
    });

    await expect(handler({}, context)).rejects.toMatchObject({ cause: 'its own' });
  });
});
