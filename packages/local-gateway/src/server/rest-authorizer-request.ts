import type { Exchange } from '../exchange.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';
import { javaMatches } from '../mapping/java-regex.ts';
import { readParameterSource } from '../mapping/parameter-source.ts';
import { readRequestValues } from '../mapping/request-values.ts';
import type { LambdaAuthorizer } from '../model/lambda-authorizer.ts';
import { unauthorized, type GatewayRefusal } from './gateway-refusal.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import type { RoutedRequest } from './route-rest-request.ts';

/** The values of the identity sources; one that is missing or not as it must be is a 401 without asking (GW-16). */
export function readIdentity(
  { type, identitySources, validation }: LambdaAuthorizer,
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
): { readonly values: readonly string[] } | GatewayRefusal {
  const values: string[] = [];
  const scope = restMappingScope(routed, request, exchange);
  const sources = {
    request: readRequestValues(request, scope),
    stageVariables: scope.stageVariables,
    context: scope.context,
    requestBody: () => undefined,
  };
  for (const source of identitySources) {
    // Header names do not tell upper case from lower here, as they do in mappings.
    const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
    const value =
      header === undefined
        ? readParameterSource(source, sources)?.at(-1)
        : headerValue(scope.headers ?? request.headers, header);
    if (value === undefined || value === '') {
      return unauthorized(`the request has no ${source}, the authorizer was not asked`);
    }
    values.push(value);
  }
  const [token = ''] = values;
  if (type === 'TOKEN' && validation !== undefined && javaMatches(validation, token) !== true) {
    return unauthorized(`the token does not match ${validation}, the authorizer was not asked`);
  }
  return { values };
}
