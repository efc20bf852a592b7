import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { requestCookies } from '../cookies.ts';
import { groupHeaders, headerValue, withoutHeaders } from '../header-lines.ts';
import type { JsonObject } from '../json.ts';
import { decodeForm, decodePercent, decodeValues } from '../percent-decoding.ts';
import { parseQuery } from '../query-string.ts';
import { bodyByContentType } from '../request-body.ts';
import { requestTime } from '../request-time.ts';
import { splitTarget } from '../request-target.ts';
import type { ClientCertificate } from '../rest-api/route.ts';
import { joinedHeaders, joinedValues, sortedByName } from '../value-maps.ts';
import { httpApiPaths } from './paths.ts';
import { forwardedHeaders } from './request-headers.ts';
import type { HttpApiRoute } from './route.ts';

/** Payload 2.0: a key with nothing to report is absent (HTTP2-1, HTTP2-2). */
export interface HttpApiEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: HttpRequestContext;
  readonly body?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** `requestContext` of payload 2.0 (HTTP2-5). */
export interface HttpRequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly authentication?: { readonly clientCert: ClientCertificate };
  readonly authorizer?: JsonObject;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly http: {
    readonly method: string;
    readonly path: string;
    readonly protocol: string;
    readonly sourceIp: string;
    readonly userAgent: string;
  };
  readonly requestId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly time: string;
  readonly timeEpoch: number;
}

/** The event of an HTTP API for an integration with payload format version 2.0 (HTTP2-1..HTTP2-19). */
export function buildHttpApiEvent(
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
): HttpApiEvent {
  const { path, query } = splitTarget(request.target);
  // Decoded in spite of its name (HTTP2-7).
  const rawPath = decodePercent(httpApiPaths(path, route).stagePath);
  const cookies = requestCookies(request.headers);
  const headers = withoutHeaders(forwardedHeaders(request, route, exchange), COOKIE);
  const parameters = parseQuery(query, { separator: '&', decode: decodeForm });
  const { body, isBase64Encoded } = bodyByContentType(request);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: joinedHeaders(sortedByName(groupHeaders(headers, (name) => name.toLowerCase()))),
    ...(parameters.size > 0 && { queryStringParameters: joinedValues(parameters) }),
    requestContext: requestContext(request, route, exchange, rawPath),
    ...(body !== '' && { body }),
    ...(route.pathParameters && { pathParameters: decodeValues(route.pathParameters) }),
    isBase64Encoded,
    ...(route.stageVariables && { stageVariables: route.stageVariables }),
  };
}

// Cookies leave the headers (HTTP2-14).
const COOKIE: ReadonlySet<string> = new Set(['cookie']);

function requestContext(
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
  path: string,
): HttpRequestContext {
  return {
    accountId: route.accountId,
    apiId: route.apiId,
    ...(route.clientCert && { authentication: { clientCert: route.clientCert } }),
    ...(route.authorizer && { authorizer: route.authorizer }),
    domainName: route.domainName,
    domainPrefix: route.domainName.replace(/\..*$/s, ''),
    http: {
      method: request.method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: exchange.sourceIp,
      // `''` when there is none (HTTP2-6).
      userAgent: headerValue(request.headers, 'user-agent') ?? '',
    },
    // No UUID here (HTTP2-6).
    requestId: exchange.extendedRequestId,
    routeKey: route.routeKey,
    stage: route.stage,
    time: requestTime(exchange.receivedAt),
    timeEpoch: exchange.receivedAt,
  };
}
