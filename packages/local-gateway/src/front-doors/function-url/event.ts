import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { groupHeaders, withHeaders } from '../header-lines.ts';
import { buildHttpApiEvent, type HttpApiEvent } from '../http-api/event.ts';
import { forwardedHeaders } from '../http-api/request-headers.ts';
import type { HttpApiRoute } from '../http-api/route.ts';
import { splitTarget } from '../request-target.ts';
import { joinedHeaders, sortedByName } from '../value-maps.ts';
import type { FunctionUrlRoute } from './route.ts';

/**
 * The event of a function URL: payload 2.0 on the route and stage `$default` (FURL-1), where `rawPath` stays
 * encoded, the `cookie` header stays beside `cookies`, and the request id is a UUID (FURL-2).
 */
export function buildFunctionUrlEvent(
  request: HttpRequest,
  route: FunctionUrlRoute,
  exchange: Exchange,
): HttpApiEvent {
  const event = buildHttpApiEvent(request, asHttpApiRoute(route), exchange);
  const lines = withHeaders(forwardedHeaders(request, route, exchange), TLS_HEADERS);
  return {
    ...event,
    rawPath: splitTarget(request.target).path,
    headers: joinedHeaders(sortedByName(groupHeaders(lines, (name) => name.toLowerCase()))),
    requestContext: { ...event.requestContext, requestId: exchange.requestId },
  };
}

function asHttpApiRoute(route: FunctionUrlRoute): HttpApiRoute {
  return {
    apiId: route.urlId,
    accountId: route.accountId ?? 'anonymous',
    stage: '$default',
    routeKey: '$default',
    domainName: route.domainName,
    ...(route.authorizer && { authorizer: route.authorizer }),
  };
}

const TLS_HEADERS = [
  ['x-amzn-tls-cipher-suite', 'TLS_AES_128_GCM_SHA256'],
  ['x-amzn-tls-version', 'TLSv1.3'],
] as const;
