/** What a deployed function is, in CloudFormation's words (`AWS::Lambda::Function`). */
export interface FunctionSpec {
  readonly functionName: string;
  /** Absolute path of the folder that holds the code: `LAMBDA_TASK_ROOT`, and the working directory. */
  readonly codeDirectory: string;
  /** Tells changed code from what was in the same folder before; not used for folders that never change. */
  readonly codeVersion?: number;
  /** `index.handler`: a file without its extension, then the exported name. */
  readonly handler: string;
  /** `nodejs22.x`, `nodejs24.x`, …; `provided.al2023` runs the executable `bootstrap` of the code. */
  readonly runtime: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  /** At most so many environments; an invocation above that is throttled (RT-23). */
  readonly reservedConcurrentExecutions?: number;
  /** @default `arn:aws:lambda:<region>:<accountId>:function:<functionName>` */
  readonly functionArn?: string;
  readonly region: string;
  readonly accountId: string;
}

/** The ARN that `context.invokedFunctionArn` shows (RT-2). */
export function functionArn(spec: FunctionSpec): string {
  const { region, accountId, functionName } = spec;
  return spec.functionArn ?? `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
}
