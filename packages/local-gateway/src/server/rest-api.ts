import { functionNameOf } from '../assembly/physical-names.ts';
import type { Exchange } from '../exchange.ts';
import { decompressRequest } from '../front-doors/rest-api/compression.ts';
import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import { validateRequest } from '../mapping/validate-request.ts';
import type { RestApi } from '../model/rest-api.ts';
import type { Settings } from '../model/settings.ts';
import type { TracedRoute } from '../trace.ts';
import type { ApiServer, ApiServices } from './api-server.ts';
import { createAuthorizerCache, type AuthorizerCache } from './authorizer-cache.ts';
import { isRefused, type GatewayRefusal } from './gateway-refusal.ts';
import type { AuthorizerAnswer } from './lambda-authorizer-result.ts';
import { authorizeRest, type Authorized } from './rest-authorization.ts';
import { checkLimits } from './rest-limits.ts';
import { checkUsage } from './rest-usage.ts';
import type { UsageCounters } from './usage-counters.ts';
import { isCustomDomain } from './custom-domain.ts';
import { followMethodOverride } from './method-override.ts';
import { jsonResponse } from './json-response.ts';
import { integrate } from './rest-integrations.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import { limitRestStream } from './rest-stream-limits.ts';
import { refusedResponse, unknownRoute, unknownStage } from './rest-refusals.ts';
import { isRouted, routeRestRequest, type RoutedRequest } from './route-rest-request.ts';
import { traceRequest, type Answer, type Tracer } from './trace-request.ts';

/** Serves a REST API; `current` gives it as it is now. */
export function createRestApiServer(current: () => RestApi, services: ApiServices): ApiServer {
  const authorizers = createAuthorizerCache<AuthorizerAnswer>();
  const { usage } = services;
  return {
    bodyLimit,
    bodyTooLarge,
    tooBusy: jsonResponse(429, '{"message":"Too Many Requests"}'),
    reset() {
      authorizers.clear();
      usage.clear();
    },
    allowsHost: (host) => isCustomDomain(current().domains, host),
    respond(request, exchange, refused) {
      const api = current();
      const context = { api, settings: services.settings(), authorizers, usage };
      const { frontDoor, stack, name, id: apiId, accountId: account, region } = api;
      const traced = { frontDoor, stack, environment: { account, region }, api: name, apiId };
      return traceRequest(traced, request, exchange, services.invoke, services.log, (tracer) =>
        refused ? { response: refused } : answer(context, request, exchange, tracer),
      );
    },
  };
}

/** GW-27: ten MB. */
const bodyLimit = 10_485_760;

const tooLargeText = textBytes(`HTTP content length exceeded ${bodyLimit} bytes.`);

/** GW-27: what the front end answers before API Gateway proper sees the request. */
const bodyTooLarge: HttpResponse = {
  statusCode: 413,
  headers: [
    ['content-type', 'text; charset=utf-8'],
    ['content-length', String(tooLargeText.byteLength)],
  ],
  body: tooLargeText,
};

/** What is the same for all requests of one API. */
interface RestContext {
  readonly api: RestApi;
  readonly settings: Settings;
  readonly authorizers: AuthorizerCache<AuthorizerAnswer>;
  readonly usage: UsageCounters;
}

async function answer(
  context: RestContext,
  received: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<Answer> {
  const { api } = context;
  const request = followMethodOverride(received);
  const tooLong = checkLimits(api, request);
  if (tooLong) return { response: refusedResponse(tooLong, api, request, exchange) };
  const routed = routeRestRequest(api, request);
  if (typeof routed === 'string') {
    return { response: unknownStage(routed, api, request, exchange) };
  }
  if (!isRouted(routed)) return { response: unknownRoute(routed, request, exchange) };
  const { reached, response } = await respond(context, routed, request, exchange, tracer);
  return {
    response: isRefused(response)
      ? refusedResponse(response, api, request, exchange, reached)
      : response,
    route: tracedRoute(routed),
  };
}

/** The order of steps is API Gateway's own: routing, authorization, API key, validation, integration (GW-7). */
async function respond(
  context: RestContext,
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<{
  /** With what is known of the caller by then, which gateway responses may tell (GW-11). */
  readonly reached: RoutedRequest;
  readonly response: FrontDoorResponse | GatewayRefusal;
}> {
  const { settings, authorizers, usage } = context;
  const authorized = await authorizeRest(routed, request, exchange, tracer, settings, authorizers);
  if (isRefused(authorized) || 'body' in authorized) {
    return { reached: routed, response: authorized };
  }
  const keys = checkUsage(routed, request, authorized.usageIdentifierKey, usage);
  if (keys !== undefined && isRefused(keys)) {
    return { reached: withCaller(routed, authorized, undefined), response: keys };
  }
  const known = withCaller(routed, authorized, keys);
  return { reached: known, response: await execute(known, request, exchange, tracer, settings) };
}

async function execute(
  known: RoutedRequest,
  received: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
  settings: Settings,
): Promise<FrontDoorResponse | GatewayRefusal> {
  const request = decompressRequest(received, known.route);
  if (request === undefined) return unsupportedCoding;
  const { settings: method, validator } = known.method;
  const invalid =
    validator &&
    validateRequest(method, validator, request, restMappingScope(known, request, exchange));
  if (invalid !== undefined) return invalid;
  const { allowedHttpHosts } = settings;
  const response = await integrate(known, request, exchange, tracer.invoke, allowedHttpHosts);
  if (!('stream' in response) || response.stream === undefined) return response;
  return { ...response, stream: limitRestStream(response.stream, known.api.endpointType) };
}

/** REST-59. */
const unsupportedCoding: GatewayRefusal = {
  refused: 'UNSUPPORTED_MEDIA_TYPE',
  statusCode: 415,
  message: 'Unsupported Media Type',
  reason: 'the body is not in its Content-Encoding, expected gzip, deflate or identity',
};

/** The request with what is known of who sent it, for its event and its mappings. */
function withCaller(
  routed: RoutedRequest,
  { identity, authorizer }: Authorized,
  keys: Authorized['identity'],
): RoutedRequest {
  if (identity === undefined && authorizer === undefined && keys === undefined) return routed;
  const route = {
    ...routed.route,
    identity: { ...identity, ...keys },
    ...(authorizer && { authorizer }),
  };
  return { ...routed, route };
}

function tracedRoute({ method, route, stage }: RoutedRequest): TracedRoute {
  const { functionArn, httpMethod, settings } = method;
  return {
    stage: stage.name,
    resourcePath: route.resourcePath,
    httpMethod,
    integrationType: settings.Integration.Type,
    ...(functionArn !== undefined && { functionName: functionNameOf(functionArn) }),
    ...(route.pathParameters && { pathParameters: route.pathParameters }),
  };
}
