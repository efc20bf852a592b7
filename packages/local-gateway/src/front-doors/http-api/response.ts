import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import { asksToClose, withoutHeaders } from '../header-lines.ts';
import { applyCors } from '../cors.ts';
import { capitalizeWords } from '../outgoing-headers.ts';
import { httpDate } from '../request-time.ts';
import { sealResponse, textBytes } from '../response-body.ts';
import type { HttpApiRoute } from './route.ts';

/**
 * A response of an HTTP API: header names word by word in capitals (HTTP1-14), the service's own headers
 * (HTTP1-15), and the configured CORS headers instead of the function's (HTTP2-39).
 */
export function httpApiResponse(
  response: HttpResponse,
  request: HttpRequest,
  route: Pick<HttpApiRoute, 'cors'>,
  exchange: Exchange,
): HttpResponse {
  const own = applyCors(withoutHeaders(response.headers, SERVICE_HEADERS), request, route.cors);
  const headers: readonly HeaderLine[] = [
    ['Date', httpDate(exchange.receivedAt)],
    ...own.map(([name, value]): HeaderLine => [capitalizeWords(name), value]),
    ['Connection', asksToClose(request.headers) ? 'close' : 'keep-alive'],
    ['Apigw-Requestid', exchange.extendedRequestId],
  ];
  return sealResponse(request, { ...response, headers });
}

/**
 * An error that an HTTP API makes itself: `{"message":"…"}` without blanks. 500 `Internal Server Error`
 * (HTTP2-31), 503 `Service Unavailable` (HTTP2-32), 404 `Not Found` (HTTP2-33), 401 and 403 (HTTP2-34).
 */
export function httpApiError(
  error: { readonly statusCode: number; readonly message: string; readonly reason: string },
  request: HttpRequest,
  route: Pick<HttpApiRoute, 'cors'>,
  exchange: Exchange,
): FrontDoorResponse {
  const response: HttpResponse = {
    statusCode: error.statusCode,
    headers: [['Content-Type', 'application/json']],
    body: textBytes(JSON.stringify({ message: error.message })),
  };
  return { ...httpApiResponse(response, request, route, exchange), reason: error.reason };
}

/** The error of every result that an HTTP API cannot read: 500, 35 bytes (HTTP1-10, HTTP2-25). */
export function httpApiServerError(
  reason: string,
  request: HttpRequest,
  route: Pick<HttpApiRoute, 'cors'>,
  exchange: Exchange,
): FrontDoorResponse {
  const error = { statusCode: 500, message: 'Internal Server Error', reason };
  return httpApiError(error, request, route, exchange);
}

// Framing is the service's business, whatever a function says about it.
const SERVICE_HEADERS: ReadonlySet<string> = new Set([
  'apigw-requestid',
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);
