import type { Exchange } from '../exchange.ts';
import { buildRestContext } from '../front-doors/rest-api/event.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import { restResponse } from '../front-doors/rest-api/response.ts';
import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import { gatewayResponse } from '../mapping/gateway-response.ts';
import { readRequestValues } from '../mapping/request-values.ts';
import type { RestApi } from '../model/rest-api.ts';
import type { GatewayRefusal } from './gateway-refusal.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import type { StagedRequest } from './route-rest-request.ts';
import { readSignature, refuseUnsigned } from './sigv4-header.ts';

/** What a client gets when the gateway refuses: the gateway response of the type, as the API customised it (GW-8..GW-14). */
export function refusedResponse(
  refusal: GatewayRefusal,
  api: RestApi,
  request: HttpRequest,
  exchange: Exchange,
  reached?: StagedRequest,
): FrontDoorResponse {
  const { requestId, extendedRequestId } = exchange;
  const { authorizer } = refusal;
  const response = gatewayResponse(refusal.refused, {
    ...refusal,
    context: reached
      ? {
          ...buildRestContext(
            request,
            { ...reached.route, ...(authorizer && { authorizer }) },
            exchange,
          ),
        }
      : { requestId, extendedRequestId, apiId: api.id, httpMethod: request.method },
    customised: api.gatewayResponses,
    accept: headerValue(request.headers, 'accept'),
    ...(reached && {
      stageVariables: reached.stage.variables,
      values: readRequestValues(request, restMappingScope(reached, request, exchange)),
    }),
  });
  return { ...restResponse(response, request, api, exchange), reason: refusal.reason };
}

/** A path or verb that no method serves: always 403, never 404 or 405 (GW-4). */
export function unknownRoute(
  reached: StagedRequest,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const reason = `no method serves ${request.method} ${request.target}`;
  const signature = readSignature(request);
  // GW-6: an Authorization header that is no SigV4 one is what AWS speaks of first.
  const refusal: GatewayRefusal =
    signature.kind === 'malformed'
      ? { ...refuseUnsigned(signature), reason }
      : { ...refuseUnsigned({ kind: 'none' }), reason };
  return refusedResponse(refusal, reached.api, request, exchange, reached);
}

/**
 * A path that starts with no stage of the API, or with no base path of its custom domain: 403 before any gateway response
 * of the API applies (GW-29, REST-53).
 */
export function unknownStage(
  unknown: 'no such base path' | 'no such stage',
  api: RestApi,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const response = restResponse(
    {
      statusCode: 403,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', 'ForbiddenException'],
      ],
      body: textBytes('{"message":"Forbidden"}'),
    },
    request,
    api,
    exchange,
  );
  const places =
    unknown === 'no such stage'
      ? api.stages.map(({ name }) => `/${name}`)
      : api.domains.map(({ basePath }) => basePath).filter((basePath) => basePath !== '');
  const what = unknown.replace('no such', 'no');
  return {
    ...response,
    reason: `${what} serves ${request.target}, expected a path below ${places.join(', ')}`,
  };
}
