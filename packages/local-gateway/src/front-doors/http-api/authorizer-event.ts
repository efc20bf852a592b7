import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { splitTarget } from '../request-target.ts';
import { buildHttpApiEvent, type HttpApiEvent } from './event.ts';
import { httpApiPaths } from './paths.ts';
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
  {
    region,
    identitySource,
  }: { readonly region: string; readonly identitySource: readonly string[] },
): HttpAuthorizerEvent {
  const {
    version,
    body: _,
    isBase64Encoded: __,
    ...event
  } = buildHttpApiEvent(request, route, exchange);
  const { routePath } = httpApiPaths(splitTarget(request.target).path, route);
  const api = `arn:aws:execute-api:${region}:${route.accountId}:${route.apiId}`;
  const routeArn = `${api}/${route.stage}/${request.method}${routePath}`;
  return { version, type: 'REQUEST', routeArn, identitySource, ...event };
}
