import type { Exchange } from '../../exchange.ts';
import type { HeaderLine, HttpRequest } from '../../http.ts';
import { withContentLength } from '../content-length.ts';
import { forwardedFor } from '../forwarded.ts';
import { headerValue, withHeaders, withoutHeaders } from '../header-lines.ts';
import { hopByHopHeaders } from '../hop-by-hop.ts';
import { eventTraceId } from '../trace-id.ts';

/** The header lines of a request with those that HTTP APIs and function URLs write, in the client's spelling. */
export function forwardedHeaders(
  request: HttpRequest,
  { domainName }: { readonly domainName: string },
  exchange: Exchange,
): readonly HeaderLine[] {
  const own: readonly HeaderLine[] = [
    ['Host', headerValue(request.headers, 'host') ?? domainName],
    ['X-Amzn-Trace-Id', eventTraceId(request, exchange)],
    ['X-Forwarded-For', forwardedFor(request, exchange)],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
  const kept = withoutHeaders(request.headers, hopByHopHeaders);
  return withHeaders(withContentLength(kept, request), own);
}
