import { isDeepStrictEqual } from 'node:util';

import { functionNameOf } from '../assembly/physical-names.ts';
import type { InvocationResult, InvokeOptions } from '../invocation.ts';
import type { Log } from '../log.ts';
import { splitArn, type LambdaFunction } from '../model/functions.ts';
import type { FunctionSpec } from '../runtime/function-spec.ts';
import type { EnvironmentState } from '../runtime/environment.ts';
import type { LogRecord } from '../runtime/function-log.ts';
import { notFound } from '../runtime/invoke-error.ts';
import { startFunction, type RunningFunction } from '../runtime/function.ts';
import { codeVersion } from './code-version.ts';
import { createInlineCode, type InlineCode } from './inline-code.ts';

/** Runs the function with this ARN, which may name an alias or a version; the payload is JSON, as front doors make it. */
export type InvokeFunction = (
  arn: string,
  payload: string,
  options?: InvokeOptions,
) => Promise<InvocationResult>;

/** A function as the console shows it. */
export interface FunctionState {
  readonly arn: string;
  /** `1`, and one more for each build since that changed it. */
  readonly generation: number;
  readonly environments: readonly EnvironmentState[];
}

/** The functions of an app, each with its processes. */
export interface Functions {
  readonly invoke: InvokeFunction;
  states(): readonly FunctionState[];
  /**
   * Swaps to the code and settings of a new build, and makes new functions callable; invocations under way end on the
   * old ones. What the build does not have any more stays callable until {@link Functions.retain}.
   */
  replace(functions: ReadonlyMap<string, LambdaFunction>): Promise<void>;
  /** Stops the functions that are not among these, each when its last invocation has ended. */
  retain(functions: ReadonlyMap<string, LambdaFunction>): void;
  close(): Promise<void>;
}

/** How processes are started. */
export interface FunctionsOptions {
  /** The first function's inspector port; each further one takes the next. `0` takes any free ones. */
  readonly inspect?: number;
  readonly passCredentials?: boolean;
}

/** Makes every function of a model callable; processes start with the first invocation. */
export function createFunctions(
  functions: ReadonlyMap<string, LambdaFunction>,
  log: Log,
  { inspect, passCredentials = false }: FunctionsOptions = {},
): Functions {
  const running = new Map<
    string,
    { readonly spec: FunctionSpec; readonly handle: RunningFunction; readonly generation: number }
  >();
  /** Invocations of each function that have not ended. */
  const underWay = new Map<RunningFunction, number>();
  /** Functions that stop when their last invocation has ended. */
  const leaving = new Set<RunningFunction>();
  const inlineCode = createInlineCode();
  let started = 0;
  const onLog = ({ functionName, text }: LogRecord) =>
    log({ kind: 'function', functionName, line: text });
  for (const [arn, definition] of functions) start(arn, toSpec(definition, inlineCode));

  function start(arn: string, spec: FunctionSpec): void {
    const options = {
      onLog,
      passCredentials,
      ...(inspect !== undefined && { inspect: inspect === 0 ? 0 : inspect + started }),
    };
    started += 1;
    running.set(arn, { spec, handle: startFunction(spec, options), generation: 1 });
  }

  /** What a stage variable completes may be an ARN of an account that the app's stacks do not name. */
  function namesake(arn: string): { readonly handle: RunningFunction } | undefined {
    const name = functionNameOf(arn);
    return [...running].find(([key]) => functionNameOf(key) === name)?.[1];
  }

  function settle(handle: RunningFunction): void {
    const left = (underWay.get(handle) ?? 1) - 1;
    if (left > 0) {
      underWay.set(handle, left);
      return;
    }
    underWay.delete(handle);
    if (leaving.has(handle)) void stop(handle);
  }

  async function stop(handle: RunningFunction): Promise<void> {
    await handle.close();
    leaving.delete(handle);
  }

  return {
    async invoke(arn, payload, options) {
      const { own, qualifier } = splitArn(arn);
      const handle = (running.get(own) ?? namesake(own))?.handle;
      if (handle === undefined) throw notFound(own);
      underWay.set(handle, (underWay.get(handle) ?? 0) + 1);
      const result = handle.invoke(payload, { ...options, qualifier, isJson: true });
      const ended = () => settle(handle);
      result.then(({ stream }) => {
        if (stream === undefined) ended();
        else stream.completed.then(ended, ended);
      }, ended);
      return result;
    },
    states: () =>
      [...running].map(([arn, { generation, handle }]) => ({
        arn,
        generation,
        environments: handle.environments(),
      })),
    async replace(next) {
      for (const [arn, definition] of next) {
        const spec = toSpec(definition, inlineCode);
        const entry = running.get(arn);
        if (entry === undefined) start(arn, spec);
        else if (!isDeepStrictEqual(entry.spec, spec)) {
          await entry.handle.replace(spec);
          running.set(arn, { spec, handle: entry.handle, generation: entry.generation + 1 });
        }
      }
    },
    retain(next) {
      for (const [arn, { handle }] of running) {
        if (next.has(arn)) continue;
        running.delete(arn);
        leaving.add(handle);
        if ((underWay.get(handle) ?? 0) === 0) void stop(handle);
      }
    },
    async close() {
      const handles = [...running.values()].map(({ handle }) => handle);
      await Promise.all([...handles, ...leaving].map((handle) => handle.close()));
      inlineCode.remove();
    },
  };
}

function toSpec(definition: LambdaFunction, inlineCode: InlineCode): FunctionSpec {
  const { handler, runtime, code, timeout, memorySize, environment } = definition;
  const reserved = definition.reservedConcurrentExecutions;
  const version = 'inline' in code ? undefined : codeVersion(code.directory);
  return {
    functionName: definition.name,
    functionArn: definition.arn,
    codeDirectory: 'inline' in code ? inlineCode.directoryOf(code.inline) : code.directory,
    ...(version === undefined ? {} : { codeVersion: version }),
    handler,
    runtime,
    timeout,
    memorySize,
    environment,
    ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    region: definition.region,
    accountId: definition.accountId,
  };
}
