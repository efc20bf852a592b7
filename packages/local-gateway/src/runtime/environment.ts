import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { InvocationResult } from '../invocation.ts';
import { runProcess, type ProcessOptions } from './environment-process.ts';
import type { FunctionSpec } from './function-spec.ts';
import { followStream, toInvocationStream } from './invocation-stream.ts';
import { createLogRing } from './log-ring.ts';
import { exited, timedOut, type Outcome, type ProcessExit } from './outcome.ts';
import {
  reportLines,
  toDelivery,
  type Invocation,
  type RunningInvocation,
} from './running-invocation.ts';

/**
 * Starts one execution environment, which serves one invocation at a time (RT-13). Whatever happens in it is the
 * result of the invocation that it has; nothing throws.
 */
export function startEnvironment(
  spec: FunctionSpec,
  options: ProcessOptions,
  events: EnvironmentEvents,
): Environment {
  const id = randomUUID().replaceAll('-', '');
  const startedAt = performance.now();
  const ended = Promise.withResolvers<void>();
  let status: EnvironmentStatus = 'starting';
  let current: RunningInvocation | undefined;
  let initFailure: Outcome | undefined;
  let initTimedOut = false;
  let exit: ProcessExit = { code: null, signal: null };
  let initDurationMs: number | undefined;
  /** What it wrote before its first invocation; part of the log of one that fails for it. */
  const initLog = createLogRing();
  let invocations = 0;
  let retired = false;
  let idleTimer: NodeJS.Timeout | undefined;

  // A debugger may hold the init up as well.
  const initLimitMs = options.inspect === undefined ? maxInitMs : spec.timeout * 1000;
  const initTimer = setTimeout(() => {
    log(`INIT_REPORT Init Duration: ${initLimitMs.toFixed(2)} ms\tPhase: init\tStatus: timeout`);
    initTimedOut = true;
    process.kill();
  }, initLimitMs);
  const process = runProcess(id, spec, options, {
    log,
    ready,
    settled: settle,
    streaming,
    initFailed(outcome) {
      initFailure = outcome;
      process.drain(process.kill);
    },
    ending() {
      status = 'ending';
      clearTimeout(idleTimer);
      events.ending(environment);
    },
    exited(how) {
      exit = how;
      end();
    },
  });
  const environment: Environment = {
    id,
    spec,
    state: () => ({ id, status, invocations, pid: process.pid() }),
    invoke,
    retire() {
      retired = true;
      if (current === undefined) process.kill();
    },
    close() {
      process.kill();
      return ended.promise;
    },
  };
  return environment;

  function invoke(invocation: Invocation): void {
    invocations++;
    const running: RunningInvocation = {
      invocation,
      startedAt: performance.now(),
      ring: createLogRing(),
      settled: false,
      runtimeReady: false,
    };
    current = running;
    if (status === 'ended') for (const line of initLog.lines()) running.ring.add(line);
    log(`START RequestId: ${invocation.requestId} Version: $LATEST`);
    if (status === 'ended') {
      settle(initFailure);
      return;
    }
    if (status === 'idle') status = 'busy';
    clearTimeout(idleTimer);
    clearTimeout(initTimer);
    running.timer = setTimeout(() => {
      // Also when the result is out but the runtime has not come back for more.
      process.kill();
      settle(timedOut(invocation.requestId, spec.timeout));
    }, spec.timeout * 1000);
    process.deliver(toDelivery(spec, invocation));
  }

  function ready(): void {
    if (status === 'starting') {
      clearTimeout(initTimer);
      initDurationMs = performance.now() - startedAt;
      if (current === undefined) becomeIdle();
      else status = 'busy';
    } else if (current?.outcome !== undefined) {
      current.runtimeReady = true;
      release();
    }
  }

  /** The caller gets what there is with the first bytes, and the rest as it comes. */
  function streaming(body: IncomingMessage): boolean {
    const running = current;
    if (running?.invocation.options.responseStreaming !== true) return false;
    followStream(body, {
      begun() {
        const { invocation } = running;
        const completed = Promise.withResolvers<InvocationResult>();
        running.invocation = { ...invocation, settle: completed.resolve };
        const stream = toInvocationStream(body, completed.promise);
        invocation.settle({ ...result(running, { functionError: false, payload: '' }), stream });
      },
      ended: settle,
    });
    return true;
  }

  /** Gives the running invocation its result, once; without an outcome, that its process ended. */
  function settle(given: Outcome | undefined, done?: () => void): void {
    const running = current;
    if (running === undefined || running.outcome !== undefined) {
      done?.();
      return;
    }
    const outcome = given ?? exited(running.invocation.requestId, exit);
    running.outcome = outcome;
    const measured = result(running, outcome);
    if (status === 'busy') status = 'finishing';
    process.drain(() => {
      const lines = reportLines(spec, outcome, measured, process.maxMemoryUsed());
      for (const line of lines) log(line, running);
      running.invocation.settle({ ...measured, log: running.ring.lines() });
      running.settled = true;
      release();
      done?.();
    });
  }

  function result(
    running: RunningInvocation,
    { payload, functionError }: Outcome,
  ): InvocationResult {
    const coldStart = invocations === 1;
    return {
      requestId: running.invocation.requestId,
      payload,
      ...(functionError && { functionError: 'Unhandled' as const }),
      log: [],
      environmentId: id,
      coldStart,
      durationMs: performance.now() - running.startedAt,
      ...(coldStart && { initDurationMs: initDurationMs ?? 0 }),
    };
  }

  /** The environment is free when the result is out and its runtime has asked for more. */
  function release(): void {
    if (status !== 'finishing' || current?.settled !== true || !current.runtimeReady) return;
    clearTimeout(current.timer);
    current = undefined;
    becomeIdle();
  }

  function becomeIdle(): void {
    status = 'idle';
    idleTimer = setTimeout(process.kill, maxIdleMs).unref();
    if (retired) process.kill();
    else events.idle(environment);
  }

  function end(): void {
    status = 'ended';
    clearTimeout(initTimer);
    clearTimeout(current?.timer);
    const how =
      initDurationMs !== undefined || current !== undefined
        ? 'ended'
        : initTimedOut
          ? 'init timed out'
          : 'init failed';
    initDurationMs ??= performance.now() - startedAt;
    settle(initFailure, () => {
      current = undefined;
      events.ended(environment, how);
      ended.resolve();
    });
  }

  function log(text: string, running = current): void {
    if (running !== undefined) running.ring.add(text);
    else if (initDurationMs === undefined) initLog.add(text);
    events.log(text, id, running?.invocation.requestId);
  }
}

export interface Environment {
  readonly id: string;
  readonly spec: FunctionSpec;
  state(): EnvironmentState;
  /**
   * Runs an invocation: at once when idle, after the init when starting (the function's timeout then holds for both,
   * RT-20). One whose init failed answers with that failure.
   */
  invoke(invocation: Invocation): void;
  /** Ends it as soon as it has nothing to do. */
  retire(): void;
  /** Kills it now; resolves when it is gone. */
  close(): Promise<void>;
}

export interface EnvironmentEvents {
  /** It can take an invocation. */
  idle(environment: Environment): void;
  /** It takes no more invocations: it is being killed, or its process has ended. May come more than once. */
  ending(environment: Environment): void;
  /** It is gone; unless `'ended'`, before it had an invocation. */
  ended(environment: Environment, how: 'ended' | 'init failed' | 'init timed out'): void;
  log(text: string, environmentId: string, requestId: string | undefined): void;
}

/** An execution environment as the console shows it. */
export interface EnvironmentState {
  readonly id: string;
  readonly status: EnvironmentStatus;
  readonly invocations: number;
  readonly pid: number | undefined;
}

/**
 * `finishing`: the result is there, but the runtime has not asked for its next invocation yet. `ending`: it is being
 * killed, or its output is being read to the end.
 */
export type EnvironmentStatus = 'starting' | 'idle' | 'busy' | 'finishing' | 'ending' | 'ended';

/** RT-20. */
const maxInitMs = 10_000;
/** About as long as Lambda keeps one. */
const maxIdleMs = 600_000;
