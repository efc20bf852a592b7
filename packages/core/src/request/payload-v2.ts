import { copyParams } from './decode-params.ts';
import { readIdentityV2 } from './read-identity.ts';
import { parseQuery, readQueries } from './read-queries.ts';
import type { RequestReader } from './request-reader.ts';

/** What HTTP APIs and function URLs have in common: payload format 2.0. */
export const payloadV2: PayloadV2 = {
  method: (event) => event.requestContext.http.method,
  params: (event) => copyParams(event.pathParameters),
  // The map joins values with commas (HTTP2-13), so only the raw string is exact.
  queries: ({ rawQueryString, queryStringParameters }, { options }, add) =>
    typeof rawQueryString === 'string'
      ? parseQuery(add, rawQueryString, options.limits.queries)
      : readQueries(add, queryStringParameters, undefined, options.limits.queries),
  // An HTTP API takes cookies out of the headers (HTTP2-14), a function URL leaves them in both (FURL-2).
  headers: (event) => ({ single: event.headers, multi: undefined, cookies: event.cookies }),
  body: (event) => event.body,
  isBase64Encoded: (event) => event.isBase64Encoded,
  host: (event) => event.requestContext.domainName,
  protocol: () => 'https',
  clientIp: (event) => event.requestContext.http.sourceIp,
  identity: (event) => readIdentityV2(event.requestContext),
  requestId: (event) => event.requestContext.requestId,
  stage: (event) => event.requestContext.stage,
  receivedAt: (event) => event.requestContext.timeEpoch,
};

type PayloadV2 = Omit<RequestReader<'http-api' | 'function-url'>, 'source' | 'fullPath'>;
