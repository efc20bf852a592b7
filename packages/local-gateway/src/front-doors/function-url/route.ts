import type { CorsConfiguration } from '../cors.ts';
import type { JsonObject } from '../json.ts';

/** What the model knows about a function URL. */
export interface FunctionUrlRoute {
  /** First label of the domain name. */
  readonly urlId: string;
  /** `<url id>.lambda-url.<region>.on.aws`. */
  readonly domainName: string;
  /** Of the caller under `AWS_IAM`; `anonymous` under auth `NONE` (FURL-2). @default 'anonymous' */
  readonly accountId?: string;
  /** `{ iam }` of a signed call, absent otherwise (FURL-3). */
  readonly authorizer?: JsonObject;
  /** @default 'BUFFERED' */
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM';
  /** The service answers preflights and writes the CORS headers itself (FURL-23). */
  readonly cors?: CorsConfiguration;
}
