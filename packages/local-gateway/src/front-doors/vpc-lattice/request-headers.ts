import type { Exchange } from '../../exchange.ts';
import type { HeaderLine, HttpRequest } from '../../http.ts';
import { withContentLength } from '../content-length.ts';
import { forwardedFor } from '../forwarded.ts';
import { groupHeaders, headerValue, withHeaders, withoutHeaders } from '../header-lines.ts';
import { hopByHopHeaders } from '../hop-by-hop.ts';
import type { Grouped } from '../value-maps.ts';
import type { LatticeRoute } from './route.ts';

/** The headers of a VPC Lattice event by lower-case name (LAT-1, LAT-2). */
export function latticeHeaders(
  request: HttpRequest,
  { domainName }: LatticeRoute,
  exchange: Exchange,
): Grouped {
  const own: readonly HeaderLine[] = [
    ['host', headerValue(request.headers, 'host') ?? domainName],
    ['x-forwarded-for', forwardedFor(request, exchange)],
  ];
  const kept = withoutHeaders(request.headers, hopByHopHeaders);
  const lines = withHeaders(withContentLength(kept, request), own);
  return groupHeaders(lines, (name) => name.toLowerCase());
}
