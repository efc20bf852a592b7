import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../../http.ts';
import { asksToClose, withDefaultHeader, withoutHeaders } from '../header-lines.ts';
import { hopByHopHeaders } from '../hop-by-hop.ts';
import { httpDate } from '../request-time.ts';
import { sealResponse, textBytes } from '../response-body.ts';

/** A response of a load balancer: hop-by-hop headers of the function are ignored, the length is counted (ALB-14). */
export function albResponse(
  response: HttpResponse,
  request: HttpRequest,
  exchange: Exchange,
): HttpResponse {
  const own = withoutHeaders(response.headers, IGNORED);
  const dated = withDefaultHeader(own, ['Date', httpDate(exchange.receivedAt)]);
  return sealResponse(request, {
    ...response,
    headers: [
      ...withDefaultHeader(dated, ['Server', 'awselb/2.0']),
      ['Connection', asksToClose(request.headers) ? 'close' : 'keep-alive'],
    ],
  });
}

/** The answer to a function error and to every result that a load balancer refuses: 502, 122 bytes of HTML (ALB-12). */
export function albBadGateway(
  reason: string,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const response: HttpResponse = {
    statusCode: 502,
    headers: [
      ['Server', 'awselb/2.0'],
      ['Content-Type', 'text/html'],
    ],
    body: textBytes(BAD_GATEWAY),
  };
  return { ...albResponse(response, request, exchange), reason };
}

const BAD_GATEWAY = [
  '<html>',
  '<head><title>502 Bad Gateway</title></head>',
  '<body>',
  '<center><h1>502 Bad Gateway</h1></center>',
  '</body>',
  '</html>',
  '',
].join('\r\n');

const IGNORED: ReadonlySet<string> = new Set([...hopByHopHeaders, 'content-length']);
