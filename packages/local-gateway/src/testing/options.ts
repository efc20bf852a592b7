import type { CorsConfiguration } from '../front-doors/cors.ts';
import type { FrontDoorName, FrontDoorRoutes } from '../front-doors/front-doors.ts';
import type { JsonObject } from '../front-doors/json.ts';
import type { ClientCertificate } from '../front-doors/rest-api/route.ts';

/** What a test may say about the place that a request reaches; what a front door does not know is ignored. */
export interface FrontDoorOptions<Name extends FrontDoorName = FrontDoorName> {
  /**
   * The template of the route: `/users/{id}`; on WebSocket APIs the route key.
   * @default a greedy `/{proxy+}` on REST APIs, `$default` on HTTP APIs and WebSocket APIs
   */
  readonly route?: string;
  /**
   * Path parameters, percent-encoded.
   * @default what the path has where `route` has `{name}`
   */
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** The stage; the path of the request does not have it. @default 'prod', on HTTP APIs '$default' */
  readonly stage?: string;
  /** Base path mapping of a custom domain, `/shop`; the path of the request does not have it. @default none */
  readonly basePath?: string;
  /** @default none */
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** `requestContext.authorizer` as the front door delivers it. @default none */
  readonly authorizer?: JsonObject;
  /** Of mutual TLS. @default none */
  readonly clientCert?: ClientCertificate;
  /** @default '203.0.113.7' */
  readonly sourceIp?: string;
  /** Of REST APIs: which bodies are base64, and which responses are decoded. @default none */
  readonly binaryMediaTypes?: readonly string[];
  /** Of HTTP APIs and function URLs. @default none */
  readonly cors?: CorsConfiguration;
  /** Of the non-proxy integration: wrap the payload in an envelope. @default false */
  readonly envelope?: boolean;
  /** Epoch milliseconds. @default 1767225600000, the beginning of 2026 */
  readonly now?: number;
  /** @default a fixed UUID */
  readonly requestId?: string;
  /** @default a fixed id */
  readonly extendedRequestId?: string;
  /** `Root=1-…`. @default a fixed id */
  readonly traceId?: string;
  /** Anything else that the front door knows, in its own words. @default made up */
  readonly settings?: Partial<FrontDoorRoutes[Name]>;
}
