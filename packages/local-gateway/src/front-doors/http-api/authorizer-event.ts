import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { buildHttpApiEvent, type HttpApiEvent } from './event.ts';
import type { HttpApiRoute } from './route.ts';

/** The event of a Lambda authorizer with payload format version 2.0 (HTTP2-20). */
export type HttpAuthorizerEvent = {
  readonly version: '2.0';
  readonly type: 'REQUEST';
  readonly routeArn: string;
  /** The values that the identity sources found. */
  readonly identitySource: readonly string[];
} & Omit<HttpApiEvent, 'version' | 'body' | 'isBase64Encoded'>;

/** The event of an HTTP API's Lambda authorizer for a request. */
export function buildHttpAuthorizerEvent(
  request: HttpRequest,
  route: HttpApiRoute,
  exchange: Exchange,
  own: Pick<HttpAuthorizerEvent, 'routeArn' | 'identitySource'>,
): HttpAuthorizerEvent {
  const {
    version,
    body: _,
    isBase64Encoded: __,
    ...event
  } = buildHttpApiEvent(request, route, exchange);
  const { routeArn, identitySource } = own;
  return { version, type: 'REQUEST', routeArn, identitySource, ...event };
}
