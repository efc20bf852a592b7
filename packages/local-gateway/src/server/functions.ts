import { isDeepStrictEqual } from 'node:util';

import { localAccount, localRegion } from '../assembly/physical-ids.ts';
import type { InvocationResult, InvokeOptions } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { LambdaFunction } from '../model/functions.ts';
import type { FunctionSpec } from '../runtime/function-spec.ts';
import type { EnvironmentState } from '../runtime/environment.ts';
import type { LogRecord } from '../runtime/function-log.ts';
import { notFound } from '../runtime/invoke-error.ts';
import { startFunction, type RunningFunction } from '../runtime/function.ts';
import { createInlineCode, type InlineCode } from './inline-code.ts';

/** Runs the function with this ARN; the payload is JSON, as front doors make it. */
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
  /** Swaps to the code and settings of a new build; invocations under way end on the old ones. */
  replace(functions: ReadonlyMap<string, LambdaFunction>): Promise<void>;
  close(): Promise<void>;
}

/** How processes are started. */
export interface FunctionsOptions {
  /** The first function's inspector port; each further one takes the next. */
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
  const inlineCode = createInlineCode();
  const onLog = ({ functionName, text }: LogRecord) =>
    log({ kind: 'function', functionName, line: text });
  for (const [arn, definition] of functions) start(arn, toSpec(definition, inlineCode));

  function start(arn: string, spec: FunctionSpec): void {
    const options = {
      onLog,
      passCredentials,
      ...(inspect !== undefined && { inspect: inspect + running.size }),
    };
    running.set(arn, { spec, handle: startFunction(spec, options), generation: 1 });
  }

  return {
    async invoke(arn, payload, options) {
      const entry = running.get(arn);
      if (entry === undefined) throw notFound(arn);
      return entry.handle.invoke(payload, { ...options, isJson: true });
    },
    states: () =>
      [...running].map(([arn, { generation, handle }]) => ({
        arn,
        generation,
        environments: handle.environments(),
      })),
    async replace(next) {
      const gone = [...running].filter(([arn]) => !next.has(arn));
      for (const [arn] of gone) running.delete(arn);
      await Promise.all(gone.map(([, { handle }]) => handle.close()));
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
    async close() {
      await Promise.all([...running.values()].map(({ handle }) => handle.close()));
      inlineCode.remove();
    },
  };
}

function toSpec(definition: LambdaFunction, inlineCode: InlineCode): FunctionSpec {
  const { handler, runtime, code, timeout, memorySize, environment } = definition;
  const reserved = definition.reservedConcurrentExecutions;
  return {
    functionName: definition.name,
    functionArn: definition.arn,
    codeDirectory: 'inline' in code ? inlineCode.directoryOf(code.inline) : code.directory,
    handler,
    runtime,
    timeout,
    memorySize,
    environment,
    ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    region: localRegion,
    accountId: localAccount,
  };
}
