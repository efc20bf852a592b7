import { functionNameOf } from '../assembly/physical-names.ts';
import type { Exchange } from '../exchange.ts';
import { isPreflight, preflightResponse } from '../front-doors/cors.ts';
import type { HttpApiV1Event } from '../front-doors/http-api/event-v1.ts';
import type { HttpApiEvent } from '../front-doors/http-api/event.ts';
import { httpApiV1 } from '../front-doors/http-api/http-api-v1.ts';
import { httpApi } from '../front-doors/http-api/http-api.ts';
import { httpApiError, httpApiResponse } from '../front-doors/http-api/response.ts';
import { decodePercent } from '../front-doors/percent-decoding.ts';
import { fillStageVariables } from '../front-doors/stage-variables.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import { functionArnOf } from '../model/functions.ts';
import type { HttpApi } from '../model/http-api.ts';
import type { Settings } from '../model/settings.ts';
import type { InvokeError } from '../runtime/invoke-error.ts';
import type { TracedRoute } from '../trace.ts';
import type { ApiServer, ApiServices } from './api-server.ts';
import { createAuthorizerCache, type AuthorizerCache } from './authorizer-cache.ts';
import { authorizeHttp } from './http-authorization.ts';
import type { HttpAuthorizerAnswer } from './http-lambda-authorizer.ts';
import { checkHttpLimits } from './http-limits.ts';
import type { HttpRefusal } from './http-refusal.ts';
import {
  mapIntegrationRequest,
  mapIntegrationResponse,
  type IntegrationRequest,
} from './http-parameters.ts';
import { integrateHttpProxy } from './http-proxy-integration.ts';
import { checkHttpThrottle } from './http-throttle.ts';
import { invokeTarget } from './invoke-target.ts';
import { isCustomDomain } from './custom-domain.ts';
import { jsonResponse } from './json-response.ts';
import { notSupported } from './not-supported.ts';
import { routeHttpRequest, type RoutedHttpRequest } from './route-http-request.ts';
import { traceRequest, type Answer, type Tracer } from './trace-request.ts';
import { createUsageCounters, type UsageCounters } from './usage-counters.ts';

/** Serves an HTTP API; `current` gives it as it is now. */
export function createHttpApiServer(current: () => HttpApi, services: ApiServices): ApiServer {
  const authorizers = createAuthorizerCache<HttpAuthorizerAnswer>();
  const usage = createUsageCounters();
  return {
    // HTTP2-35.
    bodyLimit: 10_485_760,
    bodyTooLarge: jsonResponse(413, '{"message":"Request Entity Too Large"}'),
    tooBusy: jsonResponse(429, '{"message":"Too Many Requests"}'),
    reset() {
      authorizers.clear();
      usage.clear();
    },
    allowsHost: (host) => isCustomDomain(current().domains, host),
    respond(request, exchange, refused) {
      const api = current();
      const context = { api, settings: services.settings(), authorizers, usage };
      const traced = { frontDoor: api.frontDoor, stack: api.stack, api: api.name };
      return traceRequest(traced, request, exchange, services.invoke, services.log, (tracer) =>
        refused ? { response: refused } : answer(context, request, exchange, tracer),
      );
    },
  };
}

/** What is the same for all requests of one API. */
interface HttpContext {
  readonly api: HttpApi;
  readonly settings: Settings;
  readonly authorizers: AuthorizerCache<HttpAuthorizerAnswer>;
  readonly usage: UsageCounters;
}

async function answer(
  context: HttpContext,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<Answer> {
  const { api } = context;
  const tooLong = checkHttpLimits(request);
  if (tooLong) return { response: httpApiError(tooLong, request, api, exchange) };
  const routed = routeHttpRequest(api, request);
  // HTTP2-39: with or without a route for OPTIONS.
  if (api.cors && isPreflight(request) && !isGuardedDefault(routed)) {
    return {
      response: httpApiResponse(preflightResponse(request, api.cors), request, {}, exchange),
    };
  }
  if (typeof routed === 'string') {
    const reason = `${routed.replace('no such', 'no')} serves ${request.method} ${request.target}`;
    // HTTP2-33.
    const error = { statusCode: 404, message: 'Not Found', reason };
    return { response: httpApiError(error, request, api, exchange) };
  }
  const response = await respond(context, routed, request, exchange, tracer);
  return {
    response: 'headers' in response ? response : httpApiError(response, request, api, exchange),
    route: tracedRoute(routed),
  };
}

/** HTTP2-43: a `$default` route that asks who is calling asks preflights, too. */
function isGuardedDefault(routed: ReturnType<typeof routeHttpRequest>): boolean {
  return (
    typeof routed === 'object' &&
    routed.declared.routeKey === '$default' &&
    routed.declared.authorizationType !== 'NONE'
  );
}

async function respond(
  { settings, authorizers, usage }: HttpContext,
  routed: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<FrontDoorResponse | HttpRefusal> {
  const authorized = await authorizeHttp(routed, request, exchange, tracer, settings, authorizers);
  if ('statusCode' in authorized) return authorized;
  const throttled = checkHttpThrottle(routed, usage);
  if (throttled !== undefined) return throttled;
  const { authorizer } = authorized;
  const route = { ...routed.route, ...(authorizer && { authorizer }) };
  const known = { ...routed, route };
  const { problem, type, uri } = routed.declared.integration;
  if (problem !== undefined) return notSupported(problem);
  const filled = fillStageVariables(uri, routed.stage.variables);
  if ('missing' in filled) return missingVariable(filled.missing);
  const mapped = mapIntegrationRequest(known, request, exchange, tracer);
  const response = await (type === 'HTTP_PROXY'
    ? integrateHttpProxy(known, filled.uri, mapped, exchange, settings.allowedHttpHosts)
    : integrateLambda(known, filled.uri, mapped, exchange, tracer));
  return 'headers' in response
    ? mapIntegrationResponse(known, request, exchange, tracer, response)
    : response;
}

async function integrateLambda(
  { route, declared }: RoutedHttpRequest,
  uri: string,
  { request, path }: IntegrationRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<FrontDoorResponse | HttpRefusal> {
  const { payloadFormatVersion, timeoutInMillis } = declared.integration;
  const functionArn = declared.integration.functionArn ?? functionArnOf(uri);
  if (functionArn === undefined) return notSupported('the integration names no Lambda function');
  const door = payloadFormatVersion === '2.0' ? httpApi : httpApiV1;
  const event = door.buildEvent(request, route, exchange);
  const invoked = await invokeTarget(
    tracer.invoke,
    functionArn,
    JSON.stringify(path === undefined ? event : withPath(event, path)),
    { timeoutInMillis, traceId: exchange.traceId },
  );
  if (invoked.kind === 'result') {
    return door.readResult(invoked.result, request, route, exchange);
  }
  return invoked.kind === 'timeout'
    ? { statusCode: 503, message: 'Service Unavailable', reason: invoked.reason } // HTTP2-32
    : invokeRefused(invoked.error);
}

function missingVariable(name: string): HttpRefusal {
  const reason = `stage variable ${name} of the integration URI is not defined`;
  return { statusCode: 500, message: 'Internal Server Error', reason };
}

/** An event with the path that a parameter mapping wrote; the context still says what the client asked for. */
function withPath(event: HttpApiEvent | HttpApiV1Event, path: string): unknown {
  return event.version === '2.0' ? { ...event, rawPath: decodePercent(path) } : { ...event, path };
}

function invokeRefused({ statusCode, message, reason = message }: InvokeError): HttpRefusal {
  if (statusCode === 413) return { statusCode, message: 'Request Entity Too Large', reason };
  if (statusCode === 429) return { statusCode: 503, message: 'Service Unavailable', reason };
  return { statusCode: 500, message: 'Internal Server Error', reason };
}

function tracedRoute({ route, declared }: RoutedHttpRequest): TracedRoute {
  const { integration, routeKey } = declared;
  return {
    stage: route.stage,
    resourcePath: routeKey,
    httpMethod: routeKey.split(' ')[0] ?? routeKey,
    integrationType: integration.type,
    ...(integration.functionArn !== undefined && {
      functionName: functionNameOf(integration.functionArn),
    }),
    ...(route.pathParameters && { pathParameters: route.pathParameters }),
  };
}
