import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { encodeBase64 } from '../base64.ts';
import { headerValue } from '../header-lines.ts';
import type { JsonObject } from '../json.ts';
import { mediaType } from '../media-type.ts';
import { decodeForm } from '../percent-decoding.ts';
import { parseQuery } from '../query-string.ts';
import { requestTime } from '../request-time.ts';
import { splitTarget } from '../request-target.ts';
import { allValues, lastValues } from '../value-maps.ts';
import { isBinaryMediaType } from './binary-media-types.ts';
import { restPaths, type RestPaths } from './path.ts';
import { eventHeaders } from './request-headers.ts';
import type { RestIdentity, RestRoute } from './route.ts';

/** Payload 1.0 as a REST API delivers it: every key always there, `null` for nothing (REST-1, REST-3). */
export interface RestApiEvent {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly requestContext: RestRequestContext;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/** `requestContext` of a REST API (REST-8). */
export interface RestRequestContext {
  readonly resourceId: string;
  readonly authorizer?: JsonObject;
  readonly resourcePath: string;
  readonly operationName?: string;
  readonly httpMethod: string;
  readonly extendedRequestId: string;
  readonly requestTime: string;
  readonly path: string;
  readonly accountId: string;
  readonly protocol: string;
  readonly stage: string;
  readonly domainPrefix: string;
  readonly requestTimeEpoch: number;
  readonly requestId: string;
  readonly identity: RestIdentity;
  readonly domainName: string;
  readonly deploymentId: string;
  readonly apiId: string;
}

/** The event that a REST API delivers to the function of an `AWS_PROXY` method (REST-1..REST-60). */
export function buildRestEvent(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): RestApiEvent {
  const { path, query } = splitTarget(request.target);
  const paths = restPaths(path, route);
  const headers = eventHeaders(request, route, exchange);
  const parameters = parseQuery(query, { separator: /[&;]/, decode: decodeForm });
  return {
    resource: route.resourcePath,
    path: paths.path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: parameters.size > 0 ? lastValues(parameters) : null,
    multiValueQueryStringParameters: parameters.size > 0 ? allValues(parameters) : null,
    pathParameters: orNull(route.pathParameters),
    stageVariables: orNull(route.stageVariables),
    requestContext: requestContext(request, route, exchange, paths),
    ...eventBody(request, route),
  };
}

/** `requestContext` of an event without the rest of it: what mapping templates read as `$context` (REQ-22). */
export function buildRestContext(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): RestRequestContext {
  const { path } = splitTarget(request.target);
  return requestContext(request, route, exchange, restPaths(path, route));
}

function requestContext(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
  { contextPath: path }: RestPaths,
): RestRequestContext {
  return {
    resourceId: route.resourceId,
    ...(route.authorizer && { authorizer: route.authorizer }),
    resourcePath: route.resourcePath,
    ...(route.operationName !== undefined && { operationName: route.operationName }),
    httpMethod: request.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(exchange.receivedAt),
    path,
    accountId: route.accountId,
    // Also for clients that speak HTTP/2 (REST-15).
    protocol: 'HTTP/1.1',
    stage: route.stage,
    domainPrefix: route.domainName.replace(/\..*$/s, ''),
    requestTimeEpoch: exchange.receivedAt,
    requestId: exchange.requestId,
    identity: identity(request, route, exchange),
    domainName: route.domainName,
    deploymentId: route.deploymentId,
    apiId: route.apiId,
  };
}

function identity(request: HttpRequest, route: RestRoute, exchange: Exchange): RestIdentity {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp: exchange.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: headerValue(request.headers, 'user-agent') ?? null,
    user: null,
    ...route.identity,
  };
}

// The request's content type alone decides (REST-55); no body is `null` (REST-5).
function eventBody(
  { headers, body }: HttpRequest,
  { binaryMediaTypes }: RestRoute,
): Pick<RestApiEvent, 'body' | 'isBase64Encoded'> {
  if (body.byteLength === 0) return { body: null, isBase64Encoded: false };
  const type = mediaType(headerValue(headers, 'content-type'));
  return isBinaryMediaType(type, binaryMediaTypes)
    ? { body: encodeBase64(body), isBase64Encoded: true }
    : { body: Buffer.from(body).toString('utf8'), isBase64Encoded: false };
}

function orNull(
  map: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | null {
  return map && Object.keys(map).length > 0 ? map : null;
}
