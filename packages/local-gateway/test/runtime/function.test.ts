import { describe, expect, it, vi } from 'vitest';
import { InvokeError } from '../../src/runtime/invoke-error.ts';
import { startFunction } from '../../src/runtime/function.ts';
import { functionSpec, isAlive, start, until } from './functions.ts';

const echo = 'export const handler = async (event) => event;';
const counter = 'let n = 0; export const handler = async () => ++n;';
const slow = `
  import { randomUUID } from 'node:crypto';
  const id = randomUUID();
  export const handler = async ({ ms = 50 }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return id;
  };`;

describe('startFunction', () => {
  it('RT-14 gives the result as JSON text', async () => {
    const hello = start(functionSpec(echo));

    const result = await hello.call({ name: 'Ada', list: [1, 'ü', null] });

    expect(result.payload).toBe('{"name":"Ada","list":[1,"ü",null]}');
    expect(result.functionError).toBeUndefined();
  });

  it('RT-14 gives null for undefined', async () => {
    const nothing = start(functionSpec('export const handler = async () => {};'));

    expect((await nothing.call({})).payload).toBe('null');
  });

  it('RT-13 keeps the state of the module between invocations', async () => {
    const count = start(functionSpec(counter));

    expect([await count.value(), await count.value(), await count.value()]).toEqual([1, 2, 3]);
    expect(count.environments()).toMatchObject([{ status: 'idle', invocations: 3 }]);
  });

  it('RT-13 tells the cold start from the warm ones', async () => {
    const hello = start(functionSpec(echo));

    const cold = await hello.call({});
    const warm = await hello.call({});

    expect(cold).toMatchObject({ coldStart: true, initDurationMs: expect.any(Number) });
    expect(warm).toMatchObject({ coldStart: false, environmentId: cold.environmentId });
    expect(warm.initDurationMs).toBeUndefined();
  });

  it('RT-13 gives each environment one invocation at a time', async () => {
    const wait = start(functionSpec(slow), { maxEnvironments: 4 });

    const ids = await Promise.all([1, 2, 3, 4].map(() => wait.value({ ms: 300 })));

    expect(new Set(ids).size).toBe(4);
  });

  it('lets what is above the number of environments wait', async () => {
    const wait = start(functionSpec(slow), { maxEnvironments: 2 });

    const ids = await Promise.all(Array.from({ length: 20 }, () => wait.value({ ms: 5 })));

    const served = wait.environments().map(({ invocations }) => invocations);
    expect(new Set(ids).size).toBeLessThanOrEqual(2);
    // The second one may have come too late to serve any of them.
    expect(served.length).toBeLessThanOrEqual(2);
    expect(served.reduce((sum, count) => sum + count, 0)).toBe(20);
  });

  it('waits for an environment whose invocations are short, and starts none', async () => {
    const hello = start(functionSpec(echo));
    await until(async () => (await hello.call({})).durationMs < 3);

    const calls = [1, 2, 3].map((n) => hello.value({ n }));
    const { length } = hello.environments();

    expect(length).toBe(1);
    expect(await Promise.all(calls)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('sets no timer for the past when the clock runs on while it looks', async () => {
    const wait = start(functionSpec(slow));
    await until(async () => (await wait.call({ ms: 0 })).durationMs < 4);
    const busy = wait.value({ ms: 200 });
    const warn = vi.spyOn(process, 'emitWarning');
    let now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 60));

    const next = wait.value({ ms: 0 });
    clock.mockRestore();
    await Promise.all([busy, next]);

    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('RT-13 starts others all the same when a short wait does not help', async () => {
    const wait = start(functionSpec(slow), { maxEnvironments: 3 });
    await until(async () => (await wait.call({ ms: 0 })).durationMs < 4);

    const ids = await Promise.all([1, 2, 3].map(() => wait.value({ ms: 1000 })));

    expect(new Set(ids).size).toBe(3);
  });

  it('RT-25 has one request id in result, context and log', async () => {
    const whoami = start(
      functionSpec('export const handler = async (event, { awsRequestId }) => awsRequestId;'),
    );

    const { requestId, payload, log } = await whoami.call({});

    expect(JSON.parse(payload)).toBe(requestId);
    expect(log[0]).toContain(requestId);
  });

  it('RT-23 throttles above the reserved concurrency', async () => {
    const wait = start(functionSpec(slow, { reservedConcurrentExecutions: 2 }));
    const running = [wait.call({ ms: 300 }), wait.call({ ms: 300 })];

    const refused = await wait.call({}).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(InvokeError);
    expect(refused).toMatchObject({
      name: 'TooManyRequestsException',
      statusCode: 429,
      message: 'Rate Exceeded.',
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    expect((await Promise.all(running)).map(({ functionError }) => functionError)).toEqual([
      undefined,
      undefined,
    ]);
    expect((await wait.call({})).functionError).toBeUndefined();
  });

  it('RT-23 refuses every invocation of a function with no concurrency left', async () => {
    const blocked = start(functionSpec(echo, { reservedConcurrentExecutions: 0 }));

    await expect(blocked.call({})).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(blocked.environments()).toEqual([]);
  });

  it.each(['', '{', "{'a':1}", 'hello', '{"a":1}x'])(
    'RT-22 refuses a payload that is not JSON: %j',
    async (payload) => {
      const hello = start(functionSpec(echo));

      await expect(hello.invoke(payload)).rejects.toMatchObject({
        name: 'InvalidRequestContentException',
        statusCode: 400,
        message: expect.stringMatching(/^Could not parse request body into json: /u),
      });
    },
  );

  it('RT-21 refuses a payload above 6 MB', async () => {
    const hello = start(functionSpec(echo));

    await expect(hello.call('ü'.repeat(3.1 * 2 ** 20))).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      statusCode: 413,
    });
  });

  it('RT-21 takes a payload of just 6 MB, and RT-7 gives it back', async () => {
    const hello = start(functionSpec(echo));
    const text = 'x'.repeat(6 * 2 ** 20 - 2);

    expect(await hello.value(text)).toBe(text);
  });

  it('refuses a runtime that it cannot run', () => {
    expect(() => startFunction(functionSpec(echo, { runtime: 'python3.13' }))).toThrow(
      new TypeError('found runtime python3.13, expected nodejs<version>.x or provided.*'),
    );
  });
});

const code = (n: number) => functionSpec(`export const handler = async () => ${n};`);

describe('replace', () => {
  it('ISO-10 lets 50 invocations end on the old code and gives the next ones the new', async () => {
    const old = `export const handler = async () => { await new Promise((r) => setTimeout(r, 5)); return 'old'; };`;
    const wait = start(functionSpec(old), { maxEnvironments: 4 });
    const under = Array.from({ length: 50 }, () => wait.value());
    // Else the new code may be ready before any of the old is.
    await until(() => wait.environments().some(({ invocations }) => invocations > 0));

    await wait.replace(functionSpec(`export const handler = async () => 'new';`));
    const after = await wait.value();

    expect(after).toBe('new');
    const answers = await Promise.all(under);
    expect(answers).toHaveLength(50);
    expect(answers.every((answer) => answer === 'old' || answer === 'new')).toBe(true);
    expect(answers[0]).toBe('old');
  });

  it('ISO-10 loses nothing over many generations under load', async () => {
    const hello = start(code(0), { maxEnvironments: 2 });
    const answers: unknown[] = [];
    const over = new AbortController();
    const client = async () => {
      while (!over.signal.aborted) answers.push(await hello.value());
    };
    const clients = [client(), client(), client(), client()];

    for (let n = 1; n <= 8; n++) await hello.replace(code(n));
    over.abort();
    await Promise.all(clients);

    expect(await hello.value()).toBe(8);
    expect(answers.every((answer) => typeof answer === 'number')).toBe(true);
  });

  it('ends at the newest when called in quick succession', async () => {
    const hello = start(code(0));
    await hello.value();

    await Promise.all([1, 2, 3, 4, 5].map((n) => hello.replace(code(n))));

    expect(await hello.value()).toBe(5);
    await until(() => hello.environments().length === 1);
  });

  it('starts nothing for a function that nobody has called', async () => {
    const hello = start(functionSpec(echo));

    await hello.replace(functionSpec(counter));

    expect(hello.environments()).toEqual([]);
    expect(await hello.value()).toBe(1);
  });

  it('ISO-10 shows the error of new code that does not start, and recovers with the next', async () => {
    const hello = start(functionSpec(echo));
    await hello.value();

    await hello.replace(functionSpec('export const handler = async (event) => {'));
    const broken = await hello.call({});
    await hello.replace(functionSpec(echo));

    expect(JSON.parse(broken.payload)).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
    expect(await hello.value({ ok: true })).toEqual({ ok: true });
  });
});

describe('close', () => {
  it('ends every process', async () => {
    const wait = start(functionSpec(slow), { maxEnvironments: 3 });
    await Promise.all([wait.value(), wait.value(), wait.value()]);
    const pids = wait.environments().map(({ pid }) => pid ?? 0);

    await wait.close();

    expect(pids).toHaveLength(3);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(wait.environments()).toEqual([]);
  });

  it('settles what is running and refuses what comes after', async () => {
    const wait = start(functionSpec(slow), { maxEnvironments: 1 });
    await wait.value();
    const running = wait.call({ ms: 5000 });
    const waiting = wait.call({ ms: 5000 }).catch((error: unknown) => error);

    await wait.close();

    expect(JSON.parse((await running).payload)).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(await waiting).toMatchObject({ name: 'ServiceException' });
    await expect(wait.call({})).rejects.toMatchObject({ name: 'ServiceException' });
  });

  it('works while an environment is starting', async () => {
    const hello = start(functionSpec(echo));
    const first = hello.call({}).catch((error: unknown) => error);

    await hello.close();

    expect(await first).toMatchObject({ name: 'ServiceException' });
  });
});

describe('warm', () => {
  it('starts an environment before the first invocation', async () => {
    const count = start(functionSpec(counter));

    count.warm();
    await until(() => count.environments()[0]?.status === 'idle');

    expect(await count.value()).toBe(1);
    expect(count.environments()).toHaveLength(1);
  });
});

describe('hostile options', () => {
  it('survives a log listener that throws', async () => {
    const hello = start(functionSpec(echo), {
      onLog() {
        throw new Error('no');
      },
    });

    expect(await hello.value({ a: 1 })).toEqual({ a: 1 });
  });

  it.each(['a\r\nb: c', 'ü\u{1f600}\0'])(
    'survives a trace id that no header can carry: %j',
    async (traceId) => {
      const hello = start(functionSpec(echo));

      expect((await hello.call({ a: 1 }, { traceId })).payload).toBe('{"a":1}');
    },
  );

  it('survives a variable that no process can have', async () => {
    const hello = start(functionSpec(echo, { environment: { BAD: 'a\0b' } }));

    expect(JSON.parse((await hello.call({})).payload)).toMatchObject({
      errorType: 'Runtime.ExitError',
    });
    expect(hello.log.join('\n')).toContain('the environment could not be started');
  });
});

describe('inspect', () => {
  it('keeps to one environment, so that a port is taken once, also over generations', async () => {
    const hello = start(functionSpec(slow), { inspect: 0 });

    const ids = await Promise.all([hello.value({}), hello.value({}), hello.value({})]);
    await hello.replace(functionSpec(echo));

    expect(new Set(ids).size).toBe(1);
    expect(await hello.value({ a: 1 })).toEqual({ a: 1 });
    expect(hello.environments()).toHaveLength(1);
  });
});
