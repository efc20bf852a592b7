import { readIdentityV1 } from './read-identity.ts';
import { readQueries } from './read-queries.ts';
import type { RequestReader } from './request-reader.ts';

/** What REST APIs, HTTP APIs with payload format 1.0 and WebSocket APIs have in common. */
export const payloadV1: PayloadV1 = {
  // Decoded by the service (REST-36, HTTP1-7).
  queries: (event, { options }, add) =>
    readQueries(
      add,
      event.queryStringParameters,
      event.multiValueQueryStringParameters,
      options.limits.queries,
    ),
  // In the client's spelling, some capitalised (REST-24, REST-25).
  headers: (event) => ({
    single: event.headers,
    multi: event.multiValueHeaders,
    cookies: undefined,
  }),
  body: (event) => event.body,
  isBase64Encoded: (event) => event.isBase64Encoded,
  host: (event) => event.requestContext.domainName,
  protocol: () => 'https',
  clientIp: (event) => event.requestContext.identity?.sourceIp,
  identity: (event) => readIdentityV1(event.requestContext),
  requestId: (event) => event.requestContext.requestId,
  stage: (event) => event.requestContext.stage,
  receivedAt: (event) => event.requestContext.requestTimeEpoch,
};

type PayloadV1 = Omit<
  RequestReader<'rest-api' | 'http-api-v1' | 'websocket'>,
  'source' | 'method' | 'fullPath'
>;
