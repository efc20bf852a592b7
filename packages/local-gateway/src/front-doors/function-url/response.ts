import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import { applyCors } from '../cors.ts';
import { asksToClose } from '../header-lines.ts';
import { httpDate } from '../request-time.ts';
import { sealResponse, textBytes } from '../response-body.ts';
import { responseTraceId } from '../trace-id.ts';
import type { FunctionUrlRoute } from './route.ts';

/** A response of a function URL, its length counted. */
export function functionUrlResponse(
  response: HttpResponse,
  request: HttpRequest,
  route: Pick<FunctionUrlRoute, 'cors'>,
  exchange: Exchange,
): HttpResponse {
  const headers = functionUrlHeaders(response.headers, request, route, exchange);
  return sealResponse(request, { ...response, headers });
}

/** Header lines of the function, some of them renamed (FURL-15), with the service's own (FURL-14). */
export function functionUrlHeaders(
  headers: readonly HeaderLine[],
  request: HttpRequest,
  route: Pick<FunctionUrlRoute, 'cors'>,
  exchange: Exchange,
): readonly HeaderLine[] {
  const own = headers
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]): HeaderLine =>
      REMAPPED.has(name.toLowerCase()) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
    );
  return [
    ['Date', httpDate(exchange.receivedAt)],
    ...applyCors(own, request, route.cors),
    ['Connection', asksToClose(request.headers) ? 'close' : 'keep-alive'],
    ['x-amzn-RequestId', exchange.requestId],
    ['X-Amzn-Trace-Id', responseTraceId(request, exchange)],
  ];
}

/** The answer to a function error or a result that cannot be read: 502 and plain text (FURL-11). */
export function functionUrlServerError(
  reason: string,
  request: HttpRequest,
  route: Pick<FunctionUrlRoute, 'cors'>,
  exchange: Exchange,
): FrontDoorResponse {
  const response: HttpResponse = {
    statusCode: 502,
    headers: [['Content-Type', 'text/plain']],
    body: textBytes('Internal Server Error'),
  };
  return { ...functionUrlResponse(response, request, route, exchange), reason };
}

/** The answer for a URL id that nobody has: 403 with a message of `null` (FURL-12). */
export function functionUrlUnknown(request: HttpRequest, exchange: Exchange): FrontDoorResponse {
  return accessDenied(null, 'there is no function URL of this id', request, exchange);
}

/** The answer where the caller may not invoke the function: 403 (FURL-13). */
export function functionUrlForbidden(
  reason: string,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const help = 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';
  const message = `Forbidden. For troubleshooting Function URL authorization issues, see: ${help}`;
  return accessDenied(message, reason, request, exchange);
}

function accessDenied(
  message: string | null,
  reason: string,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const response: HttpResponse = {
    statusCode: 403,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', 'AccessDeniedException'],
    ],
    body: textBytes(JSON.stringify({ Message: message })),
  };
  return { ...functionUrlResponse(response, request, {}, exchange), reason };
}

const REMAPPED: ReadonlySet<string> = new Set(['connection', 'content-length', 'server']);

// The service frames the body itself and writes its own date, id and trace.
const DROPPED: ReadonlySet<string> = new Set([
  'date',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'x-amzn-requestid',
  'x-amzn-trace-id',
]);
