import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { InvocationResult, InvokeOptions } from '../../src/invocation.ts';
import type { FunctionSpec } from '../../src/runtime/function-spec.ts';
import {
  startFunction,
  type FunctionOptions,
  type RunningFunction,
} from '../../src/runtime/function.ts';

// Every test starts processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Writes the files of a function into a folder that is removed after the test. */
export function writeCode(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-gateway-runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text, { mode: 0o755 });
  return folder;
}

/** A deployed function whose `index.mjs` is `source`. */
export function functionSpec(source: string, overrides: Partial<FunctionSpec> = {}): FunctionSpec {
  return {
    functionName: 'hello',
    codeDirectory: overrides.codeDirectory ?? writeCode({ 'index.mjs': source }),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeout: 10,
    memorySize: 128,
    environment: {},
    region: 'eu-west-1',
    accountId: '123456789012',
    ...overrides,
  };
}

/** Starts a function that is closed after the test. */
export function start(spec: FunctionSpec, options: FunctionOptions = {}): TestFunction {
  const log: string[] = [];
  const running = startFunction(spec, {
    ...options,
    onLog(record) {
      log.push(record.text);
      options.onLog?.(record);
    },
  });
  onTestFinished(() => running.close());
  return {
    ...running,
    log,
    call: (event, invokeOptions) => running.invoke(JSON.stringify(event), invokeOptions),
    async value(event) {
      const result = await running.invoke(JSON.stringify(event ?? {}));
      if (result.functionError !== undefined) throw new Error(result.payload);
      return JSON.parse(result.payload);
    },
  };
}

export interface TestFunction extends RunningFunction {
  /** All lines so far. */
  readonly log: readonly string[];
  call(event: unknown, options?: InvokeOptions): Promise<InvocationResult>;
  /** The parsed result of a call that must succeed. */
  value(event?: unknown): Promise<unknown>;
}

/** Waits until something holds; the test's own timeout is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Whether a process runs; one that has ended and waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return !/\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** The processes that have this text in their command line or environment; none where there is no `/proc`. */
export function processesWith(text: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => readProc(pid, file).includes(text)))
    .map(Number)
    .filter(isAlive);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
