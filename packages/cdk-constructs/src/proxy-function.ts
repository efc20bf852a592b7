import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { type IRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function,
  type FunctionOptions,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { checkEnvironment } from './checks.ts';

/** What can be said about a {@link ProxyFunction}: `FunctionOptions` of aws-cdk-lib, with other defaults. */
export interface ProxyFunctionOptions extends FunctionOptions {
  /**
   * File (without extension) and export to call.
   *
   * @default 'index.handler'
   */
  readonly handler?: string;
  /**
   * How long an invocation may take. REST and HTTP APIs stop waiting after 29 s.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MB; processing power grows with it.
   *
   * @default 256
   */
  readonly memorySize?: number;
  /**
   * Processor.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;
  /**
   * Where the function logs.
   *
   * @default - a log group of its own, which goes with the function
   */
  readonly logGroup?: NonNullable<FunctionOptions['logGroup']>;
  /**
   * What the function may do.
   *
   * @default - a role that may write to the log group, and nothing else; with `vpc` also what Lambda needs there
   */
  readonly role?: IRole;
  /**
   * Environment variables.
   *
   * @default - NODE_OPTIONS with source maps, which is kept beside other variables
   */
  readonly environment?: Record<string, string>;
  /**
   * Node.js runtime.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;
  /**
   * How long the function's own log group keeps its events; not used when `logGroup` is given.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly retention?: RetentionDays;
}

/** How a {@link ProxyFunction} is made. */
export interface ProxyFunctionProps extends ProxyFunctionOptions {
  /** Folder of the bundled handler; all of it is uploaded. A path, because one `Code` cannot serve two stacks. */
  readonly codePath: string;
}

/**
 * A Lambda function with the defaults a proxy handler wants: Node.js 24 on arm64, source maps, JSON logs in a log group
 * of its own with a retention, and a role that may write to that log group and nothing else.
 *
 * @example
 * const handler = new ProxyFunction(stack, 'Handler', { codePath: 'dist/hello' });
 */
export class ProxyFunction extends Function {
  constructor(scope: Construct, id: string, props: ProxyFunctionProps) {
    const { codePath, retention, ...options } = props;
    checkEnvironment(options.environment ?? {});
    const logGroup =
      options.logGroup ??
      new LogGroup(scope, `${id}LogGroup`, {
        retention: retention ?? RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    const role = options.role ?? functionRole(scope, `${id}Role`, options.vpc !== undefined);
    super(scope, id, {
      ...options,
      runtime: options.runtime ?? Runtime.NODEJS_24_X,
      architecture: options.architecture ?? Architecture.ARM_64,
      handler: options.handler ?? 'index.handler',
      memorySize: options.memorySize ?? 256,
      timeout: options.timeout ?? Duration.seconds(10),
      loggingFormat: options.loggingFormat ?? LoggingFormat.JSON,
      environment: { NODE_OPTIONS: '--enable-source-maps', ...options.environment },
      code: Code.fromAsset(codePath),
      logGroup,
      role,
    });
    if (options.role === undefined) this.logGroup.grantWrite(role);
  }
}

/** A role without AWSLambdaBasicExecutionRole, which may write to every log group of the account. */
function functionRole(scope: Construct, id: string, inVpc: boolean): Role {
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: inVpc
      ? [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole')]
      : [],
  });
}
