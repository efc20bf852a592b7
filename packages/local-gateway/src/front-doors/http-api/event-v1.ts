import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { groupHeaders, headerValue } from '../header-lines.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { capitalizeWords } from '../outgoing-headers.ts';
import { decodeForm, decodePercent, decodeValues } from '../percent-decoding.ts';
import { parseQuery } from '../query-string.ts';
import { bodyByContentType } from '../request-body.ts';
import { requestTime } from '../request-time.ts';
import { splitTarget } from '../request-target.ts';
import type { RestIdentity } from '../rest-api/route.ts';
import { allValues, lastValues, sortedByName } from '../value-maps.ts';
import { httpApiPaths } from './paths.ts';
import { forwardedHeaders } from './request-headers.ts';
import type { HttpApiRoute } from './route.ts';

/** Payload 1.0 as an HTTP API delivers it: like a REST API, with `version` in front (HTTP1-1). */
export interface HttpApiV1Event {
  readonly version: '1.0';
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null;
  readonly requestContext: HttpV1RequestContext;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/** `requestContext` of payload 1.0 from an HTTP API. */
export interface HttpV1RequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly authorizer: JsonObject;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly extendedRequestId: string;
  readonly httpMethod: string;
  readonly identity: RestIdentity;
  readonly path: string;
  readonly protocol: string;
  readonly requestId: string;
  readonly requestTime: string;
  readonly requestTimeEpoch: number;
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly stage: string;
}

/** The event of an HTTP API for an integration with payload format version 1.0 (HTTP1-1..HTTP1-9). */
export function buildHttpApiV1Event(
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
): HttpApiV1Event {
  const { path: sent, query } = splitTarget(request.target);
  const path = pathOf(sent, route);
  const headers = sortedByName(groupHeaders(forwardedHeaders(request, route, exchange), spell));
  const parameters = parseQuery(query, { separator: '&', decode: decodeForm });
  const { body, isBase64Encoded } = bodyByContentType(request);
  return {
    version: '1.0',
    resource: resourceOf(route),
    path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: parameters.size > 0 ? lastValues(parameters) : null,
    multiValueQueryStringParameters: parameters.size > 0 ? allValues(parameters) : null,
    requestContext: requestContext(request, route, exchange, path),
    pathParameters: route.pathParameters ? decodeValues(route.pathParameters) : null,
    stageVariables: route.stageVariables ?? null,
    body: body === '' ? null : body,
    isBase64Encoded,
  };
}

function requestContext(
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
  path: string,
): HttpV1RequestContext {
  return {
    accountId: route.accountId,
    apiId: route.apiId,
    authorizer: authorizer(route),
    domainName: route.domainName,
    domainPrefix: route.domainName.replace(/\..*$/s, ''),
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    identity: identity(request, route, exchange),
    // Decoded, unlike `path` (HTTP1-5).
    path: decodePercent(path),
    protocol: 'HTTP/1.1',
    // The same short id twice (HTTP1-3).
    requestId: exchange.extendedRequestId,
    requestTime: requestTime(exchange.receivedAt),
    requestTimeEpoch: exchange.receivedAt,
    // HTTP1-2.
    resourceId: route.routeKey,
    resourcePath: resourceOf(route),
    stage: route.stage,
  };
}

/** Without the names that payload 2.0 has for the kinds of authorizers; `null` for what a token would tell (HTTP1-8). */
function authorizer({ authorizer: known = {} }: HttpApiRoute): JsonObject {
  const { jwt, lambda } = known;
  if (isJsonObject(jwt)) return jwt;
  if (lambda !== undefined) return isJsonObject(lambda) ? lambda : {};
  const nobody = Object.keys(known).length === 0 || 'iam' in known;
  return nobody ? { claims: null, scopes: null } : known;
}

/** Who signed the request, where REST APIs have it (REST-22). */
function caller({ authorizer: { iam } = {} }: HttpApiRoute): Partial<RestIdentity> {
  if (!isJsonObject(iam)) return {};
  const known = (name: string): string | null => {
    const value = iam[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    accessKey: known('accessKey'),
    accountId: known('accountId'),
    caller: known('callerId'),
    principalOrgId: known('principalOrgId'),
    user: known('userId'),
    userArn: known('userArn'),
  };
}

function identity(request: HttpRequest, route: HttpApiRoute, exchange: Exchange): RestIdentity {
  return {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: exchange.sourceIp,
    user: null,
    userAgent: headerValue(request.headers, 'user-agent') ?? '',
    userArn: null,
    ...caller(route),
    ...(route.clientCert && { clientCert: route.clientCert }),
  };
}

// A custom domain's base path is part of `path` here (HTTP1-9), unlike payload 2.0.
function pathOf(sent: string, route: HttpApiRoute): string {
  return route.basePath === undefined ? httpApiPaths(sent, route).stagePath : sent;
}

function resourceOf({ routeKey }: HttpApiRoute): string {
  return routeKey.slice(routeKey.indexOf(' ') + 1);
}

// The service capitalizes the headers it handles itself, the client's others stay (HTTP1-4).
function spell(name: string): string {
  const lower = name.toLowerCase();
  return SERVICE_HEADERS.has(lower) ? capitalizeWords(lower) : name;
}

const SERVICE_HEADERS: ReadonlySet<string> = new Set([
  'content-length',
  'host',
  'user-agent',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);
