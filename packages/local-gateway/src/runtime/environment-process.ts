import type { ChildProcess } from 'node:child_process';
import { environmentVariables } from './environment-variables.ts';
import type { FunctionSpec } from './function-spec.ts';
import { announceEnvironment, forgetEnvironment, guardEnvironment } from './guard-client.ts';
import { drainLines, readLines, type LineReader } from './log-lines.ts';
import { watchMemory, type MemoryWatch } from './memory-watch.ts';
import type { ProcessExit } from './outcome.ts';
import { killGroup, spawnGroup } from './process-group.ts';
import { runtimeCommand, runtimeDirectory, type CommandOptions } from './runtime-command.ts';
import { startRuntimeApi, type RuntimeApi, type RuntimeEvents } from './runtime-api.ts';
import type { Delivery } from './runtime-session.ts';

/**
 * Runs the process of one execution environment, with a Runtime API of its own, its output read and its memory watched.
 * `events.exited` comes exactly once, however it ends, also when it cannot be started.
 */
export function runProcess(
  id: string,
  spec: FunctionSpec,
  options: ProcessOptions,
  events: ProcessEvents,
): EnvironmentProcess {
  const readers: LineReader[] = [];
  let api: RuntimeApi | undefined;
  let early: Delivery | undefined;
  let child: ChildProcess | undefined;
  let memory: MemoryWatch | undefined;
  let over = false;
  let killed = false;

  start().catch((error: unknown) => {
    events.log(`the environment could not be started: ${String(error)}`);
    end({ code: null, signal: null });
  });

  async function start(): Promise<void> {
    announceEnvironment(id);
    api = await startRuntimeApi(events);
    if (killed) {
      end({ code: null, signal: 'SIGKILL' });
      return;
    }
    if (early !== undefined) api.deliver(early);
    const [command, args] = runtimeCommand(spec, options);
    const started = spawnGroup(command, args, {
      cwd: spec.codeDirectory,
      env: environmentVariables(spec, {
        address: api.address,
        logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${id}`,
        runtimeDirectory,
        passCredentials: options.passCredentials === true,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    if (started.pid !== undefined) guardEnvironment(id, started.pid);
    started.on('error', (error) => {
      events.log(`the environment could not be started: ${String(error)}`);
      if (started.pid === undefined) end({ code: null, signal: null });
    });
    started.on('exit', (code, signal) => void afterExit(started, { code, signal }));
    for (const output of [started.stdout, started.stderr]) {
      if (output !== null) readers.push(readLines(output, events.log));
    }
    if (started.pid !== undefined)
      memory = watchMemory(started.pid, memoryLimit(spec), tooMuchMemory);
  }

  function tooMuchMemory(used: number): void {
    events.log(
      `killed: found ${used} MB in use, expected at most ${memoryLimit(spec)} MB for a memory size of ${spec.memorySize} MB`,
    );
    kill();
  }

  async function afterExit(process: ChildProcess, exit: ProcessExit): Promise<void> {
    events.ending();
    // Children that it left behind, which may also hold its output open.
    if (process.pid !== undefined) killGroup(process.pid);
    await Promise.race([
      new Promise((resolve) => process.once('close', resolve)),
      new Promise((resolve) => setTimeout(resolve, maxCloseMs).unref()),
    ]);
    drain(() => end(exit));
  }

  function end(exit: ProcessExit): void {
    if (over) return;
    over = true;
    forgetEnvironment(id);
    memory?.stop();
    api?.close();
    child?.stdout?.destroy();
    child?.stderr?.destroy();
    events.exited(exit);
  }

  function kill(): void {
    killed = true;
    if (!over) events.ending();
    if (!over && child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
      killGroup(child.pid);
  }

  function drain(done: () => void): void {
    drainLines(readers, done);
  }

  return {
    pid: () => child?.pid,
    maxMemoryUsed: () => memory?.max() ?? 0,
    deliver(delivery) {
      if (api === undefined) early = delivery;
      else api.deliver(delivery);
    },
    drain,
    kill,
  };
}

export interface ProcessOptions extends CommandOptions {
  readonly passCredentials?: boolean;
}

export interface ProcessEvents extends RuntimeEvents {
  log(line: string): void;
  /** It is being killed, or its process has ended and its output is being read. May come more than once. */
  ending(): void;
  exited(exit: ProcessExit): void;
}

export interface EnvironmentProcess {
  pid(): number | undefined;
  /** Megabytes. */
  maxMemoryUsed(): number;
  /** Gives the runtime its next invocation; only after it was `ready` once, or while it starts. */
  deliver(delivery: Delivery): void;
  /** Calls back when what was written so far has been logged. */
  drain(done: () => void): void;
  /** SIGKILL to the whole process group. */
  kill(): void;
}

/** How long the output of a dead process may stay open, held by a child that left the group. */
const maxCloseMs = 250;

/** Megabytes; well above what the function has, as a process here holds more than one on Lambda. */
function memoryLimit(spec: FunctionSpec): number {
  return Math.ceil(spec.memorySize * 1.5) + 64;
}
