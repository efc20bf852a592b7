import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { withDefaultHeader } from '../header-lines.ts';
import { allValues, lastValues } from '../value-maps.ts';
import { buildRestEvent, type RestApiEvent } from './event.ts';
import { authorizerHeaders } from './request-headers.ts';
import type { RestRoute } from './route.ts';

/** The event of a REQUEST authorizer: a proxy event without body, with `{}` for nothing (GW-22). */
export type RequestAuthorizerEvent = {
  readonly type: 'REQUEST';
  readonly methodArn: string;
} & Omit<RestApiEvent, 'body' | 'isBase64Encoded'>;

/** The event of a REQUEST authorizer of a REST API, where `Content-Length` is a header (GW-22). */
export function buildRequestAuthorizerEvent(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
  methodArn: string,
): RequestAuthorizerEvent {
  const { body: _, isBase64Encoded: __, ...event } = buildRestEvent(request, route, exchange);
  const length = ['Content-Length', String(request.body.byteLength)] as const;
  const sized = { ...request, headers: withDefaultHeader(request.headers, length) };
  const headers = authorizerHeaders(sized, route, exchange);
  return {
    type: 'REQUEST',
    methodArn,
    ...event,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: event.queryStringParameters ?? {},
    multiValueQueryStringParameters: event.multiValueQueryStringParameters ?? {},
    pathParameters: event.pathParameters ?? {},
    stageVariables: event.stageVariables ?? {},
  };
}
