import type { Exchange } from '../../exchange.ts';
import type { HeaderLine, HttpRequest } from '../../http.ts';
import { forwardedFor } from '../forwarded.ts';
import { groupHeadersInOrder, headerValue, withHeaders, withoutHeaders } from '../header-lines.ts';
import { eventTraceId } from '../trace-id.ts';
import type { Grouped } from '../value-maps.ts';
import { addEdgeHeaders } from './edge.ts';
import { droppedRequestHeaders } from './header-names.ts';
import type { RestRoute } from './route.ts';

/** The headers of a REST event by name, in the client's spelling save for the service's own (REST-24..REST-33). */
export function eventHeaders(request: HttpRequest, route: RestRoute, exchange: Exchange): Grouped {
  return headersWithout(droppedNames(request, route), request, route, exchange);
}

/** The headers of an authorizer's event: `Content-Length` and a signature are among them (GW-22). */
export function authorizerHeaders(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): Grouped {
  return headersWithout(DROPPED_FOR_AUTHORIZERS, request, route, exchange);
}

/** The header lines of a request with those that the service writes, and in its spelling (REST-25..REST-31). */
export function forwardedHeaders(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): readonly HeaderLine[] {
  const edge = route.endpointType === 'EDGE';
  return linesOf(request, route, exchange).map(([name, value]) => [spell(name, edge), value]);
}

function headersWithout(
  dropped: ReadonlySet<string>,
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): Grouped {
  const lines = withoutHeaders(linesOf(request, route, exchange), dropped);
  return groupHeadersInOrder(lines, (name) => spell(name, route.endpointType === 'EDGE'));
}

function linesOf(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): readonly HeaderLine[] {
  const regional = withHeaders(request.headers, serviceHeaders(request, route, exchange));
  return route.endpointType === 'EDGE' ? addEdgeHeaders(regional, exchange) : regional;
}

function serviceHeaders(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
): readonly HeaderLine[] {
  return [
    ['Host', headerValue(request.headers, 'host') ?? route.domainName],
    ['X-Amzn-Trace-Id', eventTraceId(request, exchange)],
    ['X-Forwarded-For', forwardedFor(request, exchange)],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
}

// A SigV4 signature does not reach the function (REST-22).
function droppedNames(request: HttpRequest, route: RestRoute): ReadonlySet<string> {
  const signed = headerValue(request.headers, 'authorization')?.startsWith('AWS4-') ?? false;
  return route.authorizationType === 'AWS_IAM' && signed ? DROPPED_SIGNED : droppedRequestHeaders;
}

// Only these names change their spelling on the way (REST-25), and one more at CloudFront (REST-26).
function spell(name: string, edge: boolean): string {
  const lower = name.toLowerCase();
  if (lower === 'user-agent') return 'User-Agent';
  return edge && lower === 'authorization' ? 'Authorization' : name;
}

const DROPPED_FOR_AUTHORIZERS: ReadonlySet<string> = new Set(
  Array.from(droppedRequestHeaders).filter((name) => name !== 'content-length'),
);
const DROPPED_SIGNED: ReadonlySet<string> = new Set([...droppedRequestHeaders, 'authorization']);
