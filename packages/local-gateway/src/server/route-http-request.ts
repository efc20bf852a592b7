import { matchRoute } from '../front-doors/http-api/matching.ts';
import { httpApiPaths } from '../front-doors/http-api/paths.ts';
import type { HttpApiRoute } from '../front-doors/http-api/route.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { HttpApi, HttpRoute, HttpStage } from '../model/http-api.ts';
import { matchDomain } from './custom-domain.ts';
import { createRouteTables } from './route-table.ts';

/** The route of an HTTP API that serves a request. */
export interface RoutedHttpRequest {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** As the template has it. */
  readonly declared: HttpRoute;
  readonly route: HttpApiRoute;
}

/** Finds stage and route of a request (HTTP2-11, HTTP2-38). */
export function routeHttpRequest(
  api: HttpApi,
  request: HttpRequest,
): RoutedHttpRequest | 'no such base path' | 'no such stage' | 'no such route' {
  const { path } = splitTarget(request.target);
  const domain = matchDomain(api.domains, request, path);
  if (domain === 'no mapping') return 'no such base path';
  const stage = domain
    ? api.stages.find(({ name }) => name === domain.mapping.stage)
    : stageOf(api, path);
  if (stage === undefined) return 'no such stage';
  const basePath = domain && { basePath: domain.mapping.basePath };
  const { routePath } = httpApiPaths(path, { stage: stage.name, ...basePath });
  const match = matchRoute(candidatesOf(api, routePath), request.method, routePath);
  if (match === undefined) return 'no such route';
  return {
    api,
    stage,
    declared: match.route,
    route: {
      apiId: api.id,
      accountId: api.accountId,
      stage: stage.name,
      routeKey: match.route.routeKey,
      domainName: domain?.domainName ?? `${api.id}.execute-api.${api.region}.amazonaws.com`,
      ...basePath,
      ...(Object.keys(stage.variables).length > 0 && { stageVariables: stage.variables }),
      ...(match.pathParameters && { pathParameters: match.pathParameters }),
      ...(api.cors && { cors: api.cors }),
    },
  };
}

const candidatesOf = createRouteTables<HttpApi, HttpRoute>(
  ({ routes }) => routes,
  ({ routeKey }) => routeKey.split(' ')[1],
);

/** The stage that the path begins with, else `$default`. */
function stageOf({ stages }: HttpApi, path: string): HttpStage | undefined {
  const first = /^\/+([^/]*)/.exec(path)?.[1];
  return (
    stages.find(({ name }) => name === first) ?? stages.find(({ name }) => name === '$default')
  );
}
