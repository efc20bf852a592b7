import { basename } from 'node:path';

import { functionArn } from '../assembly/physical-names.ts';
import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { numberOf, objectOf, textMapOf, textOf } from './properties.ts';

/** A function with code on this machine. */
export interface LambdaFunction {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** `index.handler` */
  readonly handler: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  /** Absolute path of the folder that would be `/var/task`. */
  readonly codeDirectory: string;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrentExecutions?: number;
}

/** Reads an `AWS::Lambda::Function`; a diagnostic instead when its code cannot run here. */
export function readFunction({
  stack,
  logicalId,
  id,
  properties,
}: Resource): LambdaFunction | Diagnostic {
  const problem = (message: string): Diagnostic => ({ stack: stack.name, logicalId, message });
  const runtime = textOf(properties, 'Runtime') ?? 'container image';
  if (!runtime.startsWith('nodejs'))
    return problem(`function runs ${runtime}, only Node.js runs here`);
  const code = objectOf(properties, 'Code');
  const key = textOf(code, 'S3Key');
  const codeDirectory = key === undefined ? undefined : stack.assets.get(basename(key));
  if (codeDirectory === undefined) {
    return problem(
      key === undefined
        ? 'inline code is not supported, use Code.fromAsset'
        : `asset ${key} is not in this assembly`,
    );
  }
  const reserved = numberOf(properties, 'ReservedConcurrentExecutions');
  return {
    stack: stack.name,
    logicalId,
    name: id,
    arn: functionArn(id),
    handler: textOf(properties, 'Handler') ?? 'index.handler',
    runtime,
    codeDirectory,
    timeout: numberOf(properties, 'Timeout') ?? 3,
    memorySize: numberOf(properties, 'MemorySize') ?? 128,
    environment: textMapOf(objectOf(properties, 'Environment'), 'Variables'),
    ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
  };
}

/**
 * The ARN of the function an API Gateway integration URI calls, without a qualifier:
 * `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`.
 */
export function functionOfUri(uri: string): string | undefined {
  return /\/functions\/(arn:[^:/]+:lambda:[^:/]*:[^:/]*:function:[^:/]+)(:[^/]+)?\/invocations$/.exec(
    uri,
  )?.[1];
}
