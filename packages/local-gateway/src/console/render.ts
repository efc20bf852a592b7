import { createContextMap } from '../mapping/overrides.ts';
import { readRequestValues, type MappingScope } from '../mapping/request-values.ts';
import { renderTemplate } from '../mapping/vtl/template.ts';
import { createExchange } from '../server/exchanges.ts';
import { restMappingScope } from '../server/rest-mapping-scope.ts';
import { isRouted, routeRestRequest } from '../server/route-rest-request.ts';
import type { ConsoleSource } from './console-source.ts';
import { textIn, type Input } from './read-input.ts';
import { endpointIn, requestIn } from './try-it.ts';
import { stageOf } from './apis-view.ts';
import type { RenderedView } from './wire/requests.ts';

/** Renders a mapping template for a request with the gateway's own engine, as if a method had it. */
export function render(gateway: ConsoleSource, input: Input): RenderedView {
  const endpoint = endpointIn(gateway, input);
  const below = requestIn(input);
  const request = { ...below, target: `/${stageOf(endpoint.url)}${below.target}` };
  const exchange = createExchange('127.0.0.1');
  const api = gateway.model().restApis.find(({ id }) => id === endpoint.apiId);
  const routed = api && routeRestRequest(api, request);
  const matched = typeof routed === 'object' && isRouted(routed) ? routed : undefined;
  const scope: MappingScope = matched
    ? restMappingScope(matched, request, exchange)
    : { pathParameters: {}, stageVariables: {}, context: { requestId: exchange.requestId } };
  const body = textIn(input, 'body');
  const rendered = renderTemplate(textIn(input, 'template'), {
    // REQ-8
    body: body === '' ? '{}' : body,
    values: readRequestValues(request, scope),
    context: createContextMap(scope.context),
    stageVariables: scope.stageVariables,
  });
  const route = matched && { route: `${matched.method.httpMethod} ${matched.route.resourcePath}` };
  return 'error' in rendered ? { error: rendered.error, ...route } : { ...rendered, ...route };
}
