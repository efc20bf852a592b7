import { localAccount, localRegion } from '../assembly/physical-ids.ts';
import { restPaths } from '../front-doors/rest-api/path.ts';
import { matchResource, type ResourceMatch } from '../front-doors/rest-api/matching.ts';
import type { RestRoute } from '../front-doors/rest-api/route.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { RestApi, RestMethod, RestResource, RestStage } from '../model/rest-api.ts';
import { createRouteTables } from './route-table.ts';

/** The method of a REST API that serves a request. */
export interface RoutedRequest {
  readonly api: RestApi;
  readonly stage: RestStage;
  readonly method: RestMethod;
  readonly route: RestRoute;
}

/** Finds the stage by the first part of the path, then resource and verb (GW-1..GW-5). */
export function routeRestRequest(
  api: RestApi,
  request: HttpRequest,
): RoutedRequest | 'no such stage' | 'no such route' {
  const { path } = splitTarget(request.target);
  const stageName = /^\/+([^/]*)/.exec(path)?.[1];
  const stage = api.stages.find(({ name }) => name === stageName);
  if (stage === undefined) return 'no such stage';
  const below = restPaths(path, { stage: stage.name }).path;
  const match = matchResource(candidatesOf(api, below), request.method, below);
  return toRouted(api, stage, match);
}

const candidatesOf = createRouteTables<RestApi, Routable>(
  ({ resources }) => resources.map(toRoutable),
  ({ resourcePath }) => resourcePath,
);

interface Routable {
  readonly id: string;
  readonly resourcePath: string;
  readonly methods: readonly string[];
  readonly byVerb: RestResource['methods'];
}

function toRoutable({ id, path, methods }: RestResource): Routable {
  return {
    id,
    resourcePath: path,
    methods: methods.map(({ httpMethod }) => httpMethod),
    byVerb: methods,
  };
}

function toRouted(
  api: RestApi,
  stage: RestStage,
  match: ResourceMatch<Routable> | undefined,
): RoutedRequest | 'no such route' {
  const method = match?.resource.byVerb.find(({ httpMethod }) => httpMethod === match.method);
  if (match === undefined || method === undefined) return 'no such route';
  return {
    api,
    stage,
    method,
    route: {
      apiId: api.id,
      accountId: localAccount,
      stage: stage.name,
      stageVariables: stage.variables,
      resourceId: match.resource.id,
      resourcePath: match.resource.resourcePath,
      httpMethod: method.httpMethod,
      ...(match.pathParameters === undefined ? {} : { pathParameters: match.pathParameters }),
      deploymentId: stage.deploymentId,
      domainName: `${api.id}.execute-api.${localRegion}.amazonaws.com`,
      endpointType: api.endpointType,
      binaryMediaTypes: api.binaryMediaTypes,
      authorizationType: method.authorizationType,
      ...(method.operationName !== undefined && { operationName: method.operationName }),
    },
  };
}
