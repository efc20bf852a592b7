import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { splitTarget } from '../request-target.ts';
import { allValues, lastValues } from '../value-maps.ts';
import { buildRestEvent, type RestApiEvent } from './event.ts';
import { restPaths } from './path.ts';
import { authorizerHeaders } from './request-headers.ts';
import type { RestRoute } from './route.ts';

/** The event of a TOKEN authorizer (GW-21). */
export interface TokenAuthorizerEvent {
  readonly type: 'TOKEN';
  readonly methodArn: string;
  readonly authorizationToken: string;
}

/** The event of a REQUEST authorizer: a proxy event without body, with `{}` for nothing (GW-22). */
export type RequestAuthorizerEvent = {
  readonly type: 'REQUEST';
  readonly methodArn: string;
} & Omit<RestApiEvent, 'body' | 'isBase64Encoded'>;

/** The ARN of the method that a request is for: API, stage, verb and path, the path as it was sent. */
export function methodArn(
  request: HttpRequest,
  route: Pick<RestRoute, 'accountId' | 'apiId' | 'stage' | 'basePath'>,
  region: string,
): string {
  const { path } = restPaths(splitTarget(request.target).path, route);
  const api = `arn:aws:execute-api:${region}:${route.accountId}:${route.apiId}`;
  return `${api}/${route.stage}/${request.method}${path}`;
}

/** The event of a TOKEN authorizer for the value that its identity source found (GW-21). */
export function buildTokenAuthorizerEvent(
  request: HttpRequest,
  route: RestRoute,
  region: string,
  authorizationToken: string,
): TokenAuthorizerEvent {
  return { type: 'TOKEN', methodArn: methodArn(request, route, region), authorizationToken };
}

/** The event of a REQUEST authorizer of a REST API, where `Content-Length` is a header (GW-22). */
export function buildRequestAuthorizerEvent(
  request: HttpRequest,
  route: RestRoute,
  exchange: Exchange,
  region: string,
): RequestAuthorizerEvent {
  const { body: _, isBase64Encoded: __, ...event } = buildRestEvent(request, route, exchange);
  const headers = authorizerHeaders(request, route, exchange);
  return {
    type: 'REQUEST',
    methodArn: methodArn(request, route, region),
    ...event,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: event.queryStringParameters ?? {},
    multiValueQueryStringParameters: event.multiValueQueryStringParameters ?? {},
    pathParameters: event.pathParameters ?? {},
    stageVariables: event.stageVariables ?? {},
  };
}
