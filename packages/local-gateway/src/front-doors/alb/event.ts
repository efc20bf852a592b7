import type { Exchange } from '../../exchange.ts';
import type { HeaderLine, HttpRequest } from '../../http.ts';
import { withContentLength } from '../content-length.ts';
import { forwardedFor } from '../forwarded.ts';
import { groupHeaders, withHeaders, withoutHeaders } from '../header-lines.ts';
import { hopByHopHeaders } from '../hop-by-hop.ts';
import { parseQuery } from '../query-string.ts';
import { bodyByContentEncoding } from '../request-body.ts';
import { splitTarget } from '../request-target.ts';
import { eventTraceId } from '../trace-id.ts';
import { allValues, type Grouped, lastValues, sortedByName } from '../value-maps.ts';
import type { AlbRoute } from './route.ts';

/** The event of a load balancer: single maps or multi-value maps, never both (ALB-1, ALB-2). */
export interface AlbEvent {
  readonly requestContext: { readonly elb: { readonly targetGroupArn: string } };
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** The event that a load balancer delivers: nothing of the target is decoded (ALB-3), names are lower case (ALB-4). */
export function buildAlbEvent(request: HttpRequest, route: AlbRoute, exchange: Exchange): AlbEvent {
  const { path, query } = splitTarget(request.target);
  const parameters = parseQuery(query, { separator: '&', decode: (text) => text });
  const lines = headerLines(request, route, exchange);
  const headers = sortedByName(groupHeaders(lines, (name) => name.toLowerCase()));
  return {
    requestContext: { elb: { targetGroupArn: route.targetGroupArn } },
    httpMethod: request.method,
    path,
    ...maps(parameters, headers, route),
    ...bodyByContentEncoding(request),
  };
}

/** The event of a health check, which has one header and nothing else (ALB-8). */
export function buildAlbHealthCheckEvent(route: AlbRoute, path = '/'): AlbEvent {
  const headers: Grouped = new Map([['user-agent', ['ELB-HealthChecker/2.0']]]);
  return {
    requestContext: { elb: { targetGroupArn: route.targetGroupArn } },
    httpMethod: 'GET',
    path,
    ...maps(new Map(), headers, route),
    body: '',
    isBase64Encoded: false,
  };
}

// The last value wins where there is room for one, cookies included (ALB-5).
function maps(
  parameters: Grouped,
  headers: Grouped,
  { multiValueHeaders = false }: AlbRoute,
): Partial<AlbEvent> {
  return multiValueHeaders
    ? {
        multiValueQueryStringParameters: allValues(parameters),
        multiValueHeaders: allValues(headers),
      }
    : { queryStringParameters: lastValues(parameters), headers: lastValues(headers) };
}

function headerLines(
  request: HttpRequest,
  { protocol = 'https', port = protocol === 'https' ? 443 : 80 }: AlbRoute,
  exchange: Exchange,
): readonly HeaderLine[] {
  const own: readonly HeaderLine[] = [
    ['x-amzn-trace-id', eventTraceId(request, exchange)],
    ['x-forwarded-for', forwardedFor(request, exchange)],
    ['x-forwarded-port', String(port)],
    ['x-forwarded-proto', protocol],
  ];
  const kept = withoutHeaders(request.headers, hopByHopHeaders);
  return withHeaders(withContentLength(kept, request), own);
}
