import type { Diagnostic } from '../assembly/resources.ts';
import type { FunctionUrl } from './function-url.ts';
import type { LambdaFunction } from './functions.ts';
import type { HttpApi } from './http-api.ts';
import type { Listener } from './load-balancer.ts';
import type { RestApi } from './rest-api.ts';

/** Everything the gateway serves, read from an assembly; plain data. */
export interface Model {
  readonly restApis: readonly RestApi[];
  readonly httpApis: readonly HttpApi[];
  readonly functionUrls: readonly FunctionUrl[];
  /** Of load balancers, those with Lambda targets. */
  readonly listeners: readonly Listener[];
  /** By ARN, without a qualifier. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly diagnostics: readonly Diagnostic[];
}
