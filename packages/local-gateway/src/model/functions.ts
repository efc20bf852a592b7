import { functionArn, functionNameOf } from '../assembly/physical-names.ts';
import { accessSync, constants, existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { numberOf, objectOf, textMapOf, textOf, type Properties } from './properties.ts';
import { problem } from './resource-index.ts';

/** A function that can run on this machine. */
export interface LambdaFunction {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** `index.handler` */
  readonly handler: string;
  /** `nodejs24.x`, or `provided.al2023` with a program of its own. */
  readonly runtime: string;
  readonly code: FunctionCode;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrentExecutions?: number;
}

/** Absolute path of the folder that would be `/var/task`, or the text of an `index.js` (`ZipFile`). */
export type FunctionCode = { readonly directory: string } | { readonly inline: string };

/** The functions of an app by ARN (without a qualifier), and why some of them cannot run here. */
export interface FunctionCatalog {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** What functions that can run have to do without. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The ARN of the function that an integration, authorizer or target names, with the alias or version it names;
   * `undefined` when it names none.
   */
  arnOf(reference: string): string | undefined;
  /** Why the function with this ARN cannot run; `undefined` when it can. */
  problemOf(arn: string): string | undefined;
}

/** Reads every `AWS::Lambda::Function`. */
export function readFunctions(resources: readonly Resource[]): FunctionCatalog {
  const functions = new Map<string, LambdaFunction>();
  const problems = new Map<string, string>();
  /** By name. */
  const arns = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of resources) {
    if (resource.type !== 'AWS::Lambda::Function') continue;
    const read = readFunction(resource);
    const arn = functionArn(resource.id, resource.stack.environment);
    if (typeof read === 'string') problems.set(arn, `function ${resource.logicalId} ${read}`);
    else functions.set(arn, read);
    arns.set(resource.id, arn);
    const unknown = unresolvedVariables(resource.properties);
    if (unknown.length > 0) {
      const names = unknown.join(', ');
      diagnostics.push(
        problem(
          resource,
          `only AWS knows the values of ${names}, the function gets the references`,
        ),
      );
    }
    const layers = resource.properties['Layers'];
    if (Array.isArray(layers) && layers.length > 0) {
      diagnostics.push(problem(resource, noLayers));
    }
  }
  return {
    functions,
    diagnostics,
    arnOf(reference) {
      const arn = functionArnOf(reference);
      if (arn === undefined) return undefined;
      const { own, qualifier } = splitArn(arn);
      if (functions.has(own) || problems.has(own)) return arn;
      // A template for no account in particular may name its functions by ARNs of one all the same.
      return (arns.get(functionNameOf(own)) ?? own) + qualifier;
    },
    problemOf(arn) {
      const { own } = splitArn(arn);
      if (functions.has(own)) return undefined;
      return problems.get(own) ?? `no function of this app is named ${functionNameOf(own)}`;
    },
  };
}

/** The variables with a dynamic reference to a secret, or to a parameter that is in no stack. */
function unresolvedVariables(properties: Properties): readonly string[] {
  const variables = textMapOf(objectOf(properties, 'Environment'), 'Variables');
  return Object.keys(variables).filter((name) => variables[name]?.includes('{{resolve:'));
}

const noLayers = 'layers are not served here, the function runs without what they bring';

/** The function, or why it cannot run here. */
function readFunction({ stack, logicalId, id, properties }: Resource): LambdaFunction | string {
  const runtime = textOf(properties, 'Runtime') ?? 'a container image';
  const isProvided = runtime.startsWith('provided');
  if (!isProvided && !runtime.startsWith('nodejs')) {
    return `runs ${runtime}, expected Node.js or a runtime of its own (provided)`;
  }
  const code = readCode(stack.assets, properties);
  if (typeof code === 'string') return code;
  if (isProvided && !hasBootstrap(code)) {
    return `runs ${runtime}, expected an executable file bootstrap in the folder of its code`;
  }
  const reserved = numberOf(properties, 'ReservedConcurrentExecutions');
  return {
    stack: stack.name,
    logicalId,
    name: id,
    arn: functionArn(id, stack.environment),
    accountId: stack.environment.account,
    region: stack.environment.region,
    handler: textOf(properties, 'Handler') ?? 'index.handler',
    runtime,
    code,
    timeout: numberOf(properties, 'Timeout') ?? 3,
    memorySize: numberOf(properties, 'MemorySize') ?? 128,
    environment: textMapOf(objectOf(properties, 'Environment'), 'Variables'),
    ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
  };
}

function readCode(
  assets: ReadonlyMap<string, string>,
  properties: Properties,
): FunctionCode | string {
  const code = objectOf(properties, 'Code');
  const inline = textOf(code, 'ZipFile');
  if (inline !== undefined) return { inline };
  const path = textOf(properties, 'Code');
  const key = path ?? textOf(code, 'S3Key');
  if (key === undefined) return 'has no code, expected an asset or ZipFile';
  const directory = assets.get(path ?? basename(key));
  if (directory === undefined) return `has its code in ${key}, which is not in this assembly`;
  if (directory.endsWith('.zip')) {
    return 'has its code in a zip file, expected the folder that it was made of';
  }
  return existsSync(directory)
    ? { directory }
    : `has its code in ${directory}, which is not there, run the synth step again (cdk synth)`;
}

function hasBootstrap(code: FunctionCode): boolean {
  if (!('directory' in code)) return false;
  try {
    accessSync(join(code.directory, 'bootstrap'), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The ARN of a function itself, and `:live` or what else it has behind it, `''` for nothing. */
export function splitArn(arn: string): { readonly own: string; readonly qualifier: string } {
  const own = arn.split(':').slice(0, 7).join(':');
  return { own, qualifier: arn.slice(own.length) };
}

/**
 * The ARN that a reference names: a function's, version's or alias's own ARN, or
 * `arn:aws:apigateway:<region>:lambda:path/<date>/functions/<function ARN>/invocations`.
 */
export function functionArnOf(reference: string): string | undefined {
  return /(?:^|\/functions\/)(arn:[^:/]+:lambda:[^:/]*:[^:/]*:function:[\w-]+(?::[\w$-]+)?)(?:$|\/(?:response-streaming-)?invocations$)/.exec(
    reference,
  )?.[1];
}
