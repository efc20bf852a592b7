import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { decodeForm } from '../percent-decoding.ts';
import { parseQuery } from '../query-string.ts';
import { bodyByContentEncoding } from '../request-body.ts';
import { splitTarget } from '../request-target.ts';
import { allValues, joinedHeaders, lastValues } from '../value-maps.ts';
import { latticeHeaders } from './request-headers.ts';
import type { LatticeIdentity, LatticeRoute } from './route.ts';

/** Event structure version 2.0 of VPC Lattice (LAT-2). */
export interface LatticeEvent {
  readonly version: '2.0';
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, readonly string[]>>;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly serviceNetworkArn: string;
    readonly serviceArn: string;
    readonly targetGroupArn: string;
    readonly identity: LatticeIdentity;
    readonly region: string;
    readonly timeEpoch: string;
  };
}

/** Event structure version 1 of VPC Lattice (LAT-1). */
export interface LatticeV1Event {
  readonly raw_path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query_string_parameters: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly is_base64_encoded: boolean;
}

/** The event of VPC Lattice, version 2.0; `path` has the query string, as live events do (LAT-4). */
export function buildLatticeEvent(
  request: HttpRequest,
  route: LatticeRoute,
  exchange: Exchange,
): LatticeEvent {
  const { body, isBase64Encoded } = bodyByContentEncoding(request);
  return {
    version: '2.0',
    path: pathWithQuery(request),
    method: request.method,
    headers: allValues(latticeHeaders(request, route, exchange)),
    queryStringParameters: allValues(parametersOf(request)),
    body: body === '' ? null : body,
    isBase64Encoded,
    requestContext: {
      serviceNetworkArn: route.serviceNetworkArn,
      serviceArn: route.serviceArn,
      targetGroupArn: route.targetGroupArn,
      identity: route.identity ?? {},
      region: route.region,
      // Microseconds, as text (LAT-3).
      timeEpoch: `${exchange.receivedAt}000`,
    },
  };
}

/** The event of VPC Lattice, version 1 (LAT-1). */
export function buildLatticeV1Event(
  request: HttpRequest,
  route: LatticeRoute,
  exchange: Exchange,
): LatticeV1Event {
  const { body, isBase64Encoded } = bodyByContentEncoding(request);
  return {
    raw_path: pathWithQuery(request),
    method: request.method,
    headers: joinedHeaders(latticeHeaders(request, route, exchange)),
    query_string_parameters: lastValues(parametersOf(request)),
    body: body === '' ? null : body,
    is_base64_encoded: isBase64Encoded,
  };
}

function pathWithQuery({ target }: HttpRequest): string {
  const { path, query } = splitTarget(target);
  return query === '' ? path : `${path}?${query}`;
}

function parametersOf({ target }: HttpRequest): ReturnType<typeof parseQuery> {
  return parseQuery(splitTarget(target).query, { separator: '&', decode: decodeForm });
}
