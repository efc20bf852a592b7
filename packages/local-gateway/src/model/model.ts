import type { Diagnostic } from '../assembly/resources.ts';
import type { LambdaFunction } from './functions.ts';
import type { RestApi } from './rest-api.ts';

/** Everything the gateway serves, read from an assembly; plain data. */
export interface Model {
  readonly restApis: readonly RestApi[];
  /** By ARN, without a qualifier. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly diagnostics: readonly Diagnostic[];
}
