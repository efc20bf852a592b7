import type { Exchange } from '../exchange.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import type { Log } from '../log.ts';
import { isRefusal } from '../mapping/refusal.ts';
import type { RestApi } from '../model/rest-api.ts';
import { validateRequest } from '../mapping/validate-request.ts';
import type { TracedRoute } from '../trace.ts';
import type { InvokeFunction } from './functions.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import { integrate } from './rest-integrations.ts';
import { refusedResponse, unknownRoute, unknownStage } from './rest-refusals.ts';
import { routeRestRequest, type RoutedRequest } from './route-rest-request.ts';

/** GW-27: ten MB. */
export const bodyLimit = 10_485_760;

/** GW-27: what the front end answers before API Gateway proper sees the request. */
export const bodyTooLarge: HttpResponse = {
  statusCode: 413,
  headers: [['content-type', 'text; charset=utf-8']],
  body: new TextEncoder().encode(`HTTP content length exceeded ${bodyLimit} bytes.`),
};

/** Answers one request as a REST API does, from routing to the response, and logs what came of it. */
export async function respondRestApi(
  api: RestApi,
  request: HttpRequest,
  exchange: Exchange,
  invokeFunction: InvokeFunction,
  log: Log,
): Promise<HttpResponse> {
  const start = performance.now();
  let payload: string | undefined;
  let invocation: InvocationResult | undefined;
  const invoke: InvokeFunction = async (arn, text, options) => {
    payload = text;
    invocation = await invokeFunction(arn, text, options);
    return invocation;
  };
  const routed = routeRestRequest(api, request);
  const response = await respond(api, routed, request, exchange, invoke);
  const trace = {
    exchange,
    stack: api.stack,
    api: api.name,
    request,
    response,
    durationMs: performance.now() - start,
    ...(typeof routed === 'object' && { route: tracedRoute(routed) }),
    ...(payload !== undefined && { payload }),
    ...(invocation && { invocation }),
  };
  log({ kind: 'request', trace });
  return response;
}

/** The order of steps is API Gateway's own: routing, validation, integration (GW-7). */
async function respond(
  api: RestApi,
  routed: ReturnType<typeof routeRestRequest>,
  request: HttpRequest,
  exchange: Exchange,
  invoke: InvokeFunction,
): Promise<FrontDoorResponse> {
  if (routed === 'no such stage') return unknownStage(api, request, exchange);
  if (routed === 'no such route') return unknownRoute(api, request, exchange);
  const { settings, validator } = routed.method;
  const scope = restMappingScope(routed, request, exchange);
  const invalid = validator && validateRequest(settings, validator, request, scope);
  const response = invalid ?? (await integrate(routed, request, exchange, invoke));
  return isRefusal(response) ? refusedResponse(response, api, request, exchange, routed) : response;
}

function tracedRoute({ method, route, stage }: RoutedRequest): TracedRoute {
  const functionName = method.functionArn?.split(':').at(-1);
  return {
    stage: stage.name,
    resourcePath: route.resourcePath,
    httpMethod: method.httpMethod,
    integrationType: method.settings.Integration.Type,
    ...(functionName !== undefined && { functionName }),
  };
}
