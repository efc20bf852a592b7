import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import { asksToClose } from '../header-lines.ts';
import { httpDate } from '../request-time.ts';
import { sealResponse, textBytes } from '../response-body.ts';
import { edgeResponseHeaders } from './edge.ts';
import type { RestRoute } from './route.ts';

/** A response of a REST API, its length counted. */
export function restResponse(
  response: HttpResponse,
  request: HttpRequest,
  route: Pick<RestRoute, 'endpointType'>,
  exchange: Exchange,
): HttpResponse {
  const { statusCode } = response;
  const own = restServiceHeaders(statusCode, request, route, exchange);
  return sealResponse(request, { ...response, headers: [...response.headers, ...own] });
}

/** The headers that a REST API always adds (RESP-17), but for length and trace id (RESP-19). */
export function restServiceHeaders(
  statusCode: number,
  request: HttpRequest,
  { endpointType }: Pick<RestRoute, 'endpointType'>,
  exchange: Exchange,
): readonly HeaderLine[] {
  return [
    ['Date', httpDate(exchange.receivedAt)],
    ['Connection', asksToClose(request.headers) ? 'close' : 'keep-alive'],
    ['x-amzn-RequestId', exchange.requestId],
    ['x-amz-apigw-id', exchange.extendedRequestId],
    ...(endpointType === 'EDGE' ? edgeResponseHeaders(exchange, statusCode >= 400) : []),
  ];
}

/** An error that a REST API makes itself: `Internal server error`, 36 bytes, for 500 and 502 (RESP-36). */
export function restServerError(
  error: { readonly statusCode: 500 | 502; readonly reason: string },
  request: HttpRequest,
  route: Pick<RestRoute, 'endpointType'>,
  exchange: Exchange,
): FrontDoorResponse {
  const headers: readonly HeaderLine[] = [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'InternalServerErrorException'],
  ];
  const body = textBytes('{"message": "Internal server error"}');
  const response = { statusCode: error.statusCode, headers, body };
  return { ...restResponse(response, request, route, exchange), reason: error.reason };
}
