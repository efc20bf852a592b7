import type { Exchange } from '../exchange.ts';
import { decodePercent } from '../front-doors/percent-decoding.ts';
import { buildRestContext } from '../front-doors/rest-api/event.ts';
import { forwardedHeaders } from '../front-doors/rest-api/request-headers.ts';
import type { HttpRequest } from '../http.ts';
import type { MappingScope } from '../mapping/request-values.ts';
import type { StagedRequest } from './route-rest-request.ts';

/** What mapping templates, validators and parameter mappings may read of a request. */
export function restMappingScope(
  { api, route, stage, isTest = false }: StagedRequest,
  request: HttpRequest,
  exchange: Exchange,
): MappingScope {
  const parameters = Object.entries(route.pathParameters ?? {});
  return {
    pathParameters: Object.fromEntries(
      parameters.map(([name, value]) => [name, decodePercent(value)]),
    ),
    stageVariables: stage.variables,
    headers: isTest ? request.headers : forwardedHeaders(request, route, exchange),
    context: { ...buildRestContext(request, route, exchange) },
    binaryMediaTypes: api.binaryMediaTypes,
    models: api.models,
  };
}
