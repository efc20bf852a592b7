import type { CorsConfiguration } from '../cors.ts';
import type { JsonObject } from '../json.ts';
import type { ClientCertificate } from '../rest-api/route.ts';

/** What the model knows about the route of an HTTP API that a request reached, for both payload versions. */
export interface HttpApiRoute {
  readonly apiId: string;
  /** Owner of the API: 12 digits. */
  readonly accountId: string;
  /** `$default`, or a name that paths then start with (HTTP2-11, HTTP1-9). */
  readonly stage: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** `GET /users/{id}`, `ANY /x` or `$default` (HTTP2-4). */
  readonly routeKey: string;
  /** As the path had them, still percent-encoded; the event has them decoded (HTTP2-9, HTTP1-6). */
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** `abc123.execute-api.eu-west-1.amazonaws.com`. */
  readonly domainName: string;
  /**
   * Base path mapping of a custom domain, `''` for none.
   * @default the default endpoint, whose paths start with a named stage
   */
  readonly basePath?: string;
  /** `requestContext.authorizer`: `{ jwt }`, `{ lambda }` or `{ iam }` (HTTP2-17..HTTP2-19). */
  readonly authorizer?: JsonObject;
  /** Of mutual TLS, behind a custom domain only. */
  readonly clientCert?: ClientCertificate;
  /** The service answers preflights and writes the CORS headers itself (HTTP2-39). */
  readonly cors?: CorsConfiguration;
}
