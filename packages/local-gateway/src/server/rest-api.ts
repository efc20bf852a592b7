import type { Exchange } from '../exchange.ts';
import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import { isRefusal } from '../mapping/refusal.ts';
import { validateRequest } from '../mapping/validate-request.ts';
import type { RestApi } from '../model/rest-api.ts';
import type { TracedRoute } from '../trace.ts';
import type { ApiServer, ApiServices } from './api-server.ts';
import { jsonResponse } from './json-response.ts';
import { integrate } from './rest-integrations.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import { refusedResponse, unknownRoute, unknownStage } from './rest-refusals.ts';
import { routeRestRequest, type RoutedRequest } from './route-rest-request.ts';
import { nameOf, traceRequest, type Answer, type Tracer } from './trace-request.ts';

/** Serves a REST API; `current` gives it as it is now. */
export function createRestApiServer(current: () => RestApi, services: ApiServices): ApiServer {
  return {
    bodyLimit,
    bodyTooLarge,
    tooBusy: jsonResponse(429, '{"message":"Too Many Requests"}'),
    respond(request, exchange) {
      const api = current();
      const traced = { frontDoor: api.frontDoor, stack: api.stack, api: api.name };
      return traceRequest(traced, request, exchange, services.invoke, services.log, (tracer) =>
        answer(api, routeRestRequest(api, request), request, exchange, tracer),
      );
    },
  };
}

/** GW-27: ten MB. */
const bodyLimit = 10_485_760;

/** GW-27: what the front end answers before API Gateway proper sees the request. */
const bodyTooLarge: HttpResponse = {
  statusCode: 413,
  headers: [['content-type', 'text; charset=utf-8']],
  body: textBytes(`HTTP content length exceeded ${bodyLimit} bytes.`),
};

async function answer(
  api: RestApi,
  routed: RoutedRequest | 'no such stage' | 'no such route',
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<Answer> {
  if (routed === 'no such stage') return { response: unknownStage(api, request, exchange) };
  if (routed === 'no such route') return { response: unknownRoute(api, request, exchange) };
  const response = await respond(api, routed, request, exchange, tracer);
  return { response, route: tracedRoute(routed) };
}

/** The order of steps is API Gateway's own: routing, validation, integration (GW-7). */
async function respond(
  api: RestApi,
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<FrontDoorResponse> {
  const { settings, validator } = routed.method;
  const scope = restMappingScope(routed, request, exchange);
  const invalid = validator && validateRequest(settings, validator, request, scope);
  const response = invalid ?? (await integrate(routed, request, exchange, tracer.invoke));
  return isRefusal(response) ? refusedResponse(response, api, request, exchange, routed) : response;
}

function tracedRoute({ method, route, stage }: RoutedRequest): TracedRoute {
  const { functionArn, httpMethod, settings } = method;
  return {
    stage: stage.name,
    resourcePath: route.resourcePath,
    httpMethod,
    integrationType: settings.Integration.Type,
    ...(functionArn !== undefined && { functionName: nameOf(functionArn) }),
    ...(route.pathParameters && { pathParameters: route.pathParameters }),
  };
}
