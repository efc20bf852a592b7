import {
  CfnMethod,
  type CorsOptions,
  ResponseType,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';

/** Throws a `TypeError` for a combination that browsers refuse. */
export function checkCors(
  allowOrigins: readonly string[] = [],
  allowCredentials: boolean = false,
): void {
  // A list that only deployment knows.
  if (Token.isUnresolved(allowOrigins)) return;
  if (allowOrigins.length === 0)
    throw new TypeError('found no allowed origin, expected at least one');
  const wrong = allowOrigins.find((origin) => !Token.isUnresolved(origin) && !isOrigin(origin));
  if (wrong !== undefined) {
    throw new TypeError(
      `found allowed origin '${wrong}', expected '*' or scheme://host[:port] in lower case`,
    );
  }
  if (!allowOrigins.includes('*')) return;
  if (allowCredentials) {
    throw new TypeError("found allowed origin '*' with credentials, expected origins by name");
  }
  if (allowOrigins.length > 1) {
    throw new TypeError("found allowed origin '*' beside others, expected it alone");
  }
}

/**
 * As browsers send it: one with a path, a capital or `*` for a part of the host never matches. `null`, which any sandboxed
 * page has, is none, as in the CORS of `@org/proxy-core`.
 */
function isOrigin(text: string): boolean {
  return text === '*' || /^[a-z][a-z\d+.-]*:\/\/([a-z\d.-]+|\[[a-f\d:]+\])(:\d+)?$/.test(text);
}

/** Answers preflights on every routed resource that does not yet, also when the API treats every body as binary. */
export function addPreflights(restApi: RestApi, options: CorsOptions): void {
  for (const resource of new Set(restApi.methods.map((method) => method.resource))) {
    if (resource.node.tryFindChild('OPTIONS')) continue;
    const preflight = resource.addCorsPreflight(options);
    const method = preflight.node.defaultChild;
    // Without it, `binaryMediaTypes: */*` turns every preflight into a 500 (REQ-61, CORS-6).
    if (method instanceof CfnMethod) {
      method.addPropertyOverride('Integration.ContentHandling', 'CONVERT_TO_TEXT');
    }
  }
}

/**
 * Lets browsers read the answers that API Gateway itself makes: 403, 429, 502, 504 … (GW-13). These cannot compare
 * origins; of several allowed ones the request's own is repeated, and no credentials are allowed then.
 */
export function addGatewayResponses(restApi: RestApi, options: CorsOptions): void {
  const [origin, ...others] = options.allowOrigins;
  const several = others.length > 0;
  const responseHeaders = {
    'Access-Control-Allow-Origin': several ? 'method.request.header.origin' : `'${origin}'`,
    ...(origin !== '*' && { Vary: "'Origin'" }),
    ...(options.allowCredentials && !several && { 'Access-Control-Allow-Credentials': "'true'" }),
  };
  for (const [id, type] of [
    ['Cors4xx', ResponseType.DEFAULT_4XX],
    ['Cors5xx', ResponseType.DEFAULT_5XX],
  ] as const) {
    restApi.addGatewayResponse(id, { type, responseHeaders });
  }
}
