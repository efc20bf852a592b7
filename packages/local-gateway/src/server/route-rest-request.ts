import { restPaths } from '../front-doors/rest-api/path.ts';
import { matchResource, type ResourceMatch } from '../front-doors/rest-api/matching.ts';
import type { RestRoute } from '../front-doors/rest-api/route.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { RestApi, RestMethod, RestResource, RestStage } from '../model/rest-api.ts';
import { matchDomain, type DomainMatch } from './custom-domain.ts';
import { createRouteTables } from './route-table.ts';

/** The stage of a REST API that a request reached; no method of it need serve the request. */
export interface StagedRequest {
  readonly api: RestApi;
  readonly stage: RestStage;
  /** Without a method, its resource has neither id nor path. */
  readonly route: RestRoute;
  /** A test invocation, to which nothing adds headers (REST-69). @default false */
  readonly isTest?: boolean;
}

/** The method of a REST API that serves a request. */
export interface RoutedRequest extends StagedRequest {
  /** Of the request inside the API, without stage and base path: what method ARNs name (GW-21). */
  readonly path: string;
  readonly method: RestMethod;
}

/** Whether a method serves the request. */
export function isRouted(request: StagedRequest): request is RoutedRequest {
  return 'method' in request;
}

/** Finds the stage by the first part of the path, then resource and verb (GW-1..GW-5). */
export function routeRestRequest(
  api: RestApi,
  request: HttpRequest,
): RoutedRequest | StagedRequest | 'no such base path' | 'no such stage' {
  const { path } = splitTarget(request.target);
  const domain = matchDomain(api.domains, request, path);
  if (domain === 'no mapping') return 'no such base path';
  // A mapping without a stage leaves it in the path (REST-52).
  const inPath = domain?.below ?? path;
  const stageName = domain?.mapping.stage ?? /^\/+([^/]*)/.exec(inPath)?.[1];
  const stage = api.stages.find(({ name }) => name === stageName);
  if (stage === undefined) return 'no such stage';
  const below =
    domain?.mapping.stage === undefined ? restPaths(inPath, { stage: stage.name }).path : inPath;
  const match = matchResource(candidatesOf(api, below), request.method, below);
  return toRouted(api, stage, below, match, domain);
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
  path: string,
  match: ResourceMatch<Routable> | undefined,
  domain: DomainMatch | undefined,
): RoutedRequest | StagedRequest {
  const staged = {
    apiId: api.id,
    accountId: api.accountId,
    stage: stage.name,
    stageVariables: stage.variables,
    deploymentId: stage.deploymentId,
    domainName: domain?.domainName ?? `${api.id}.execute-api.${api.region}.amazonaws.com`,
    ...(domain && { basePath: domain.mapping.basePath }),
    endpointType: api.endpointType,
    binaryMediaTypes: api.binaryMediaTypes,
    ...(api.minimumCompressionSize !== undefined && {
      minimumCompressionSize: api.minimumCompressionSize,
    }),
  };
  const method = match?.resource.byVerb.find(({ httpMethod }) => httpMethod === match.method);
  if (match === undefined || method === undefined) {
    return { api, stage, route: { ...staged, resourceId: '', resourcePath: '', httpMethod: '' } };
  }
  return {
    api,
    stage,
    path,
    method,
    route: {
      ...staged,
      resourceId: match.resource.id,
      resourcePath: match.resource.resourcePath,
      httpMethod: method.httpMethod,
      ...(match.pathParameters === undefined ? {} : { pathParameters: match.pathParameters }),
      authorizationType: method.authorizationType,
      ...(method.operationName !== undefined && { operationName: method.operationName }),
    },
  };
}
