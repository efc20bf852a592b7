import type { Exchange } from '../exchange.ts';
import { buildHttpApiEvent } from '../front-doors/http-api/event.ts';
import { httpApiPaths } from '../front-doors/http-api/paths.ts';
import { forwardedHeaders } from '../front-doors/http-api/request-headers.ts';
import type { HttpApiRoute } from '../front-doors/http-api/route.ts';
import { isJsonObject, type JsonObject } from '../front-doors/json.ts';
import { decodeValues } from '../front-doors/percent-decoding.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import { mapHttpRequest, mapHttpResponse } from '../mapping/http-api/map-parameters.ts';
import type { HttpMappingScope } from '../mapping/http-api/mapping-value.ts';
import type { RoutedHttpRequest } from './route-http-request.ts';
import type { Tracer } from './trace-request.ts';

/** A request as an integration of an HTTP API gets it. */
export interface IntegrationRequest {
  readonly request: HttpRequest;
  /** What a parameter mapping writes over the path. */
  readonly path?: string;
}

/** Applies the request parameters of a route's integration, if it has any. */
export function mapIntegrationRequest(
  { declared, route }: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): IntegrationRequest {
  const { parameters } = declared.integration;
  if (parameters === undefined) return { request };
  const scope = mappingScope(route, request, exchange);
  const mapped = mapHttpRequest(parameters.requestParameters, request, scope);
  for (const why of mapped.skipped) tracer.note(`parameter mapping ${why}`);
  return mapped;
}

/** Applies the response parameters for the status that an integration answered; what the gateway itself refused has none. */
export function mapIntegrationResponse(
  { declared, route }: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
  response: FrontDoorResponse,
): FrontDoorResponse {
  const mappings = declared.integration.parameters?.responseParameters[response.statusCode];
  if (mappings === undefined || response.reason !== undefined) return response;
  const scope = { ...mappingScope(route, request, exchange), response };
  const mapped = mapHttpResponse(mappings, response, scope);
  for (const why of mapped.skipped) tracer.note(`parameter mapping ${why}`);
  return mapped.response;
}

/** `$context` as integrations see it, which identity sources read, too. */
export function httpMappingContext(
  route: HttpApiRoute,
  request: HttpRequest,
  exchange: Exchange,
): JsonObject {
  // Its body is not part of the context.
  const bodiless = { ...request, body: new Uint8Array(0) };
  const { http, authorizer, ...context } = buildHttpApiEvent(
    bodiless,
    route,
    exchange,
  ).requestContext;
  const { jwt, lambda, iam } = { ...authorizer };
  return {
    ...context,
    http,
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: http.method,
    path: http.path,
    protocol: http.protocol,
    requestTime: context.time,
    requestTimeEpoch: context.timeEpoch,
    identity: {
      sourceIp: http.sourceIp,
      userAgent: http.userAgent,
      ...(isJsonObject(iam) && { ...iam, caller: iam['callerId'], user: iam['userId'] }),
    },
    authorizer: {
      ...(isJsonObject(lambda) && lambda),
      ...(isJsonObject(jwt) && { claims: jwt['claims'] }),
    },
  };
}

function mappingScope(
  route: HttpApiRoute,
  request: HttpRequest,
  exchange: Exchange,
): HttpMappingScope {
  return {
    request: { ...request, headers: forwardedHeaders(request, route, exchange) },
    path: httpApiPaths(splitTarget(request.target).path, route).routePath,
    pathParameters: decodeValues(route.pathParameters ?? {}),
    stageVariables: route.stageVariables ?? {},
    context: httpMappingContext(route, request, exchange),
  };
}
