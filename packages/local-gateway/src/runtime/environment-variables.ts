import { delimiter, join } from 'node:path';
import type { FunctionSpec } from './function-spec.ts';

/** The whole environment of a process: what Lambda sets (RT-32), then the function's own variables (RT-33), and no other. */
export function environmentVariables(
  spec: FunctionSpec,
  runtime: RuntimeVariables,
): Record<string, string> {
  const { codeDirectory } = spec;
  // Credentials of a real account are of use where its resources lie.
  const region = runtime.passCredentials ? (shellRegion() ?? spec.region) : spec.region;
  return {
    // Overridable, as on Lambda.
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: process.env['PATH'] ?? '',
    LD_LIBRARY_PATH: [codeDirectory, join(codeDirectory, 'lib')].join(delimiter),
    NODE_PATH: join(codeDirectory, 'node_modules'),
    PWD: codeDirectory,
    SHLVL: '0',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    // Windows programs do not start without it.
    ...pick(process.env, ['SystemRoot']),
    ...ownVariables(spec.environment),
    _HANDLER: spec.handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: runtime.logStreamName,
    AWS_LAMBDA_RUNTIME_API: runtime.address,
    LAMBDA_TASK_ROOT: codeDirectory,
    LAMBDA_RUNTIME_DIR: runtime.runtimeDirectory,
    ...(runtime.passCredentials ? pick(process.env, credentialVariables) : localCredentials),
  };
}

/** What differs from one execution environment to the next. */
export interface RuntimeVariables {
  /** `host:port` of the Runtime API. */
  readonly address: string;
  readonly logStreamName: string;
  readonly runtimeDirectory: string;
  /** Hand on the credentials of this process instead of ones that nobody accepts. */
  readonly passCredentials: boolean;
}

/**
 * The variables of a function that Lambda refuses to take (RT-33), and a `NODE_OPTIONS` that would open an inspector or
 * load code from outside the function.
 */
export function refusedVariables(environment: Readonly<Record<string, string>>): string[] {
  const refused = Object.entries(environment).filter(
    ([name, value]) =>
      reserved.has(name) || (name === 'NODE_OPTIONS' && unsafeNodeOption.test(value)),
  );
  return refused.map(([name]) => name);
}

const unsafeNodeOption = /(^|\s)(--inspect|--require|-r|--import|--loader|--experimental-loader)/;

function ownVariables(environment: Readonly<Record<string, string>>): Record<string, string> {
  const refused = new Set(refusedVariables(environment));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !refused.has(name)));
}

function pick(from: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
  );
}

function shellRegion(): string | undefined {
  return process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
}

const localCredentials = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: 'local',
};

const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'HOME',
  'USERPROFILE',
];

const reserved = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);
