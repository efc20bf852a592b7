import type { Exchange } from '../exchange.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import type { Log } from '../log.ts';
import { isRefusal } from '../mapping/refusal.ts';
import type { RestApi } from '../model/rest-api.ts';
import { validateRequest } from '../mapping/validate-request.ts';
import type { InvokeFunction } from './functions.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import { integrate } from './rest-integrations.ts';
import { refusedResponse, unknownStage } from './rest-refusals.ts';
import { routeRestRequest } from './route-rest-request.ts';

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
  let invocation: InvocationResult | undefined;
  const invoke: InvokeFunction = async (...args) => {
    invocation = await invokeFunction(...args);
    return invocation;
  };
  const response = await respond(api, request, exchange, invoke);
  log({
    kind: 'request',
    time: exchange.receivedAt,
    stack: api.stack,
    api: api.name,
    method: request.method,
    path: request.target,
    statusCode: response.statusCode,
    durationMs: performance.now() - start,
    coldStart: invocation?.coldStart ?? false,
    ...(response.reason === undefined ? {} : { reason: response.reason }),
  });
  return response;
}

/** The order of steps is API Gateway's own: routing, validation, integration (GW-7). */
async function respond(
  api: RestApi,
  request: HttpRequest,
  exchange: Exchange,
  invoke: InvokeFunction,
) {
  const routed = routeRestRequest(api, request);
  if (routed === 'no such stage') return unknownStage(api, request, exchange);
  if (routed === 'no such route') {
    const reason = `no method serves ${request.method} ${request.target}`;
    const refusal = {
      refused: 'MISSING_AUTHENTICATION_TOKEN',
      statusCode: 403,
      message: 'Missing Authentication Token',
      reason,
    } as const;
    return refusedResponse(refusal, api, request, exchange);
  }
  const { settings, validator } = routed.method;
  const invalid =
    validator &&
    validateRequest(settings, validator, request, restMappingScope(routed, request, exchange));
  const response = invalid ?? (await integrate(routed, request, exchange, invoke));
  return isRefusal(response) ? refusedResponse(response, api, request, exchange, routed) : response;
}
