import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Invoke } from '../invocation.ts';
import type { ProcessOptions } from './environment-process.ts';
import { refusedVariables } from './environment-variables.ts';
import { startEnvironment, type Environment, type EnvironmentState } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { holdGuard } from './guard-client.ts';
import { safeLog, type LogRecord } from './function-log.ts';
import { checkPayload, stopped, throttled } from './invoke-error.ts';
import type { Invocation } from './running-invocation.ts';
import { runtimeCommand } from './runtime-command.ts';

/**
 * Runs a function on this machine as Lambda does: execution environments start when invocations need them, serve one
 * at a time, are reused, and are replaced when they break (RT-1..RT-33).
 * @throws TypeError when the runtime of the function cannot be run here
 *
 * @example
 * const hello = startFunction(spec, { onLog: ({ text }) => console.log(text) });
 * const { payload } = await hello.invoke('{"name":"Ada"}');
 * await hello.close();
 */
export function startFunction(
  initial: FunctionSpec,
  options: FunctionOptions = {},
): RunningFunction {
  const log = safeLog(options.onLog);
  let spec = prepare(initial);
  const guard = holdGuard();
  const environments = new Set<Environment>();
  const idle: Environment[] = [];
  const queue: Invocation[] = [];
  let inFlight = 0;
  let impatience: NodeJS.Timeout | undefined;
  /** Milliseconds that an invocation usually takes; not known since something ended or changed. */
  let usualMs = Infinity;
  let replacement: { readonly environment: Environment; done(): void } | undefined;
  let closed = false;

  const invoke: Invoke = (payload, invokeOptions = {}) =>
    new Promise((resolve, reject) => {
      if (closed) throw stopped(spec.functionName);
      checkPayload(payload, invokeOptions.isJson);
      if (inFlight >= (spec.reservedConcurrentExecutions ?? Infinity)) throw throttled();
      inFlight++;
      queue.push({
        requestId: invokeOptions.requestId ?? randomUUID(),
        payload,
        options: invokeOptions,
        queuedAt: performance.now(),
        settle(result) {
          // One that takes long for once, as the machine is busy, does not count for much.
          usualMs =
            result.stream === undefined ? Math.min(result.durationMs, usualMs * 1.1) : Infinity;
          resolve(result);
          if (result.stream === undefined) inFlight--;
          else void result.stream.completed.then(() => inFlight--);
        },
        reject,
      });
      dispatch(true);
    });

  /** Hands out what waits: to idle environments, then to ones that are about to be, then to new ones. */
  function dispatch(patient: boolean): void {
    while (idle.length > 0 && queue.length > 0) assign(idle.pop());
    const [first] = queue;
    if (first === undefined) return;
    // What takes this short is waited for: the start of a process takes far longer, and costs a hundred times as much.
    const brief = usualMs < briefMs;
    const now = performance.now();
    const demand = brief ? overdue(now) : queue.length;
    if (demand === 0) {
      // By the same clock, so that it never lies in the past.
      impatience ??= setTimeout(losePatience, maxWaitMs - (now - first.queuedAt));
      return;
    }
    const states = [...environments].filter((one) => one.spec === spec).map((one) => one.state());
    const starting = states.filter(
      ({ status, invocations }) => status === 'starting' && invocations === 0,
    ).length;
    const finishing = states.filter(({ status }) => status === 'finishing').length;
    let expected = starting + (patient ? finishing : 0);
    const limit = maxEnvironments(spec, options);
    for (; expected < demand && environments.size < limit; expected++) start(spec);
    // An environment may keep its event loop busy after its result.
    if (brief) impatience ??= setTimeout(losePatience, maxWaitMs);
    else if (patient && finishing > 0) impatience ??= setTimeout(losePatience, patienceMs);
  }

  /** How many have waited for longer than anybody should; the first in the queue came first. */
  function overdue(now: number): number {
    const waits = queue.findIndex(({ queuedAt }) => now - queuedAt < maxWaitMs);
    return waits === -1 ? queue.length : waits;
  }

  function losePatience(): void {
    impatience = undefined;
    // When this process was held up, what has come free meanwhile is read first.
    setImmediate(() => setImmediate(dispatch, false));
  }

  function assign(environment: Environment | undefined): void {
    const invocation = queue.shift();
    if (invocation !== undefined) environment?.invoke(invocation);
  }

  function start(of: FunctionSpec): Environment {
    const environment = startEnvironment(of, options, {
      idle(ready) {
        if (ready === replacement?.environment) swap();
        if (ready.spec !== spec) {
          ready.retire();
          return;
        }
        idle.push(ready);
        dispatch(true);
      },
      ending(lost) {
        usualMs = Infinity;
        const position = idle.indexOf(lost);
        if (position !== -1) idle.splice(position, 1);
      },
      ended(gone, how) {
        environments.delete(gone);
        // Code that does not start is deployed all the same: its invocations show why.
        if (gone === replacement?.environment) swap();
        else if (gone.spec === spec && how === 'init failed') assign(gone);
        // RT-20: the init is repeated within the invocation, with the timeout of the function.
        else if (gone.spec === spec && how === 'init timed out' && queue.length > 0)
          assign(start(spec));
        if (!closed) dispatch(true);
      },
      log(text, environmentId, requestId) {
        const { functionName } = of;
        log({ functionName, environmentId, text, ...(requestId !== undefined && { requestId }) });
      },
    });
    environments.add(environment);
    return environment;
  }

  function swap(): void {
    const next = replacement;
    if (next === undefined) return;
    replacement = undefined;
    takeOver(next.environment.spec);
    next.done();
  }

  function takeOver(by: FunctionSpec): void {
    spec = by;
    usualMs = Infinity;
    idle.length = 0;
    for (const environment of environments) if (environment.spec !== spec) environment.retire();
  }

  /** Checks what can be checked without running it. */
  function prepare(given: FunctionSpec): FunctionSpec {
    runtimeCommand(given);
    const { functionName } = given;
    for (const name of refusedVariables(given.environment)) {
      const text = `the environment variable ${name} was left out: found a name that Lambda or this gateway reserves`;
      log({ functionName, text });
    }
    // A debugger may hold an invocation for as long as it likes.
    return options.inspect === undefined ? { ...given } : { ...given, timeout: 86_400 };
  }

  return {
    invoke,
    environments: () => [...environments].map((environment) => environment.state()),
    warm() {
      if (!closed && environments.size === 0) start(spec);
    },
    replace(next) {
      const prepared = prepare(next);
      replacement?.environment.retire();
      replacement?.done();
      replacement = undefined;
      // The port of an inspector is free only when the environment before has ended.
      if (closed || environments.size === 0 || options.inspect !== undefined) {
        takeOver(prepared);
        return Promise.resolve();
      }
      return new Promise((done) => {
        replacement = { environment: start(prepared), done };
      });
    },
    async close() {
      closed = true;
      clearTimeout(impatience);
      replacement?.done();
      replacement = undefined;
      for (const invocation of queue.splice(0)) invocation.reject(stopped(spec.functionName));
      await Promise.all([...environments].map((environment) => environment.close()));
      await guard.release();
    },
  };
}

export interface RunningFunction {
  /**
   * @throws InvokeError when Invoke would not answer 200: throttled, payload too large or no JSON, function stopped
   */
  readonly invoke: Invoke;
  /** Those that exist now. */
  environments(): readonly EnvironmentState[];
  /** Starts an environment ahead of the first invocation. */
  warm(): void;
  /**
   * Puts a new generation in the place of the old: starts it, swaps when it is ready, lets the old finish what it has.
   * Resolves at the swap, or when a later call overtakes this one. No invocation is lost.
   */
  replace(next: FunctionSpec): Promise<void>;
  /** Kills all environments; what they were running ends as `Runtime.ExitError`, what waited is rejected. */
  close(): Promise<void>;
}

export interface FunctionOptions extends ProcessOptions {
  /**
   * Environments at one time; what comes above that waits.
   * @default four for each processor, or the reserved concurrency when that is more
   */
  readonly maxEnvironments?: number;
  /** Gets each line of output as it comes. */
  readonly onLog?: (record: LogRecord) => void;
}

/** How long an invocation waits for an environment that has given its result. */
const patienceMs = 20;
/** Invocations shorter than this are waited for, */
const briefMs = 10;
/** but not for longer than the start of an environment would take. */
const maxWaitMs = 100;

function maxEnvironments(spec: FunctionSpec, options: FunctionOptions): number {
  if (options.inspect !== undefined) return 1;
  const usual = availableParallelism() * 4;
  return options.maxEnvironments ?? Math.max(usual, spec.reservedConcurrentExecutions ?? 0);
}
