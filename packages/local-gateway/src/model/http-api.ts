import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { corsProblem, type CorsConfiguration } from '../front-doors/cors.ts';
import { readCors } from './cors.ts';
import { readDomainMappings, type DomainMapping } from './domain-mappings.ts';
import type { FunctionCatalog } from './functions.ts';
import { httpOpenApiResources, httpOpenApiSettings } from './http-open-api.ts';
import { isDescribed } from './open-api-document.ts';
import { readHttpIntegration, type HttpIntegration } from './http-integration.ts';
import {
  authorizerProblems,
  readHttpLambdaAuthorizer,
  type LambdaAuthorizer,
} from './lambda-authorizer.ts';
import { objectOf, textMapOf, textOf, textsOf, type Properties } from './properties.ts';
import { problem, type ResourceIndex } from './resource-index.ts';
import { readRouteThrottles, type RouteThrottles } from './stage-throttles.ts';
import { readTokenAuthorizer, type TokenAuthorizer } from './token-authorizer.ts';

/** An HTTP API with its stages. */
export interface HttpApi {
  readonly frontDoor: 'http-api';
  readonly stack: string;
  readonly logicalId: string;
  /** Ten characters `a-z0-9`. */
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly stages: readonly HttpStage[];
  readonly routes: readonly HttpRoute[];
  /** The service answers preflights itself (HTTP2-39). */
  readonly cors?: CorsConfiguration;
  /** Of custom domains. */
  readonly domains: readonly DomainMapping[];
}

/** A stage of an HTTP API. */
export interface HttpStage {
  /** `$default` is served at the root, any other below its name (HTTP2-11). */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Absent when nothing is throttled. */
  readonly throttles?: RouteThrottles;
}

/** A route of an HTTP API with its integration. */
export interface HttpRoute {
  readonly logicalId: string;
  /** `GET /users/{id}`, `ANY /x` or `$default` (HTTP2-4). */
  readonly routeKey: string;
  /** `NONE`, `AWS_IAM`, `JWT` or `CUSTOM`. */
  readonly authorizationType: string;
  /** Of `JWT` and `CUSTOM`. */
  readonly authorizer?: HttpAuthorizer;
  /** One of them must be in a token of `JWT` (HTTP2-34). */
  readonly authorizationScopes: readonly string[];
  readonly integration: HttpIntegration;
}

/** What may authorize a route of an HTTP API. */
export type HttpAuthorizer = LambdaAuthorizer | TokenAuthorizer;

/** Gives what belongs to one API by type: `Route` … */
type OwnResources = (type: string) => readonly Resource[];

/** Reads every HTTP API with its routes, integrations and stages. */
export function readHttpApis(
  resources: ResourceIndex,
  functions: FunctionCatalog,
): { readonly httpApis: readonly HttpApi[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const httpApis = resources.ofType('AWS::ApiGatewayV2::Api').flatMap((declared): HttpApi[] => {
    if (textOf(declared.properties, 'ProtocolType') === 'WEBSOCKET') {
      diagnostics.push(
        problem(declared, 'WebSocket APIs are not served, call them with the test kit'),
      );
      return [];
    }
    const described = isDescribed(declared) ? httpOpenApiResources(declared) : [];
    if (typeof described === 'string') diagnostics.push(problem(declared, described));
    const properties = isDescribed(declared) ? httpOpenApiSettings(declared) : declared.properties;
    const api = { ...declared, properties };
    const own: OwnResources = (type) => [
      ...(typeof described === 'string' ? [] : described).filter(
        (resource) => resource.type === `AWS::ApiGatewayV2::${type}`,
      ),
      ...resources.owned(`AWS::ApiGatewayV2::${type}`, 'ApiId', declared.id),
    ];
    const cors = properties['CorsConfiguration'];
    const configured = cors === undefined ? undefined : readCors(properties, 'CorsConfiguration');
    const refused = configured && corsProblem(configured);
    // HTTP2-41: AWS would not deploy this.
    if (refused !== undefined) diagnostics.push(problem(api, `CorsConfiguration: ${refused}`));
    return [
      {
        frontDoor: 'http-api',
        stack: api.stack.name,
        logicalId: api.logicalId,
        id: api.id,
        name: textOf(properties, 'Name') ?? api.logicalId,
        accountId: api.stack.environment.account,
        region: api.stack.environment.region,
        stages: readStages(api, own),
        routes: readRoutes(api, own),
        domains: readDomainMappings(resources, api.id),
        ...(configured && { cors: configured }),
      },
    ];
  });
  const foreign = resources.foreign(
    'AWS::ApiGatewayV2::Route',
    'ApiId',
    'AWS::ApiGatewayV2::Api',
    (id) => `HTTP API ${id} is not in this app, its routes are not served`,
  );
  diagnostics.push(...foreign);
  return { httpApis, diagnostics };

  function readRoutes(api: Resource, own: OwnResources): readonly HttpRoute[] {
    const integrations = new Map(
      own('Integration').map((integration) => [integration.id, integration]),
    );
    const authorizers = new Map(
      own('Authorizer').map((resource) => {
        const authorizer = readHttpAuthorizer(resource);
        diagnostics.push(...authorizerProblems(resource, authorizer));
        return [resource.id, authorizer];
      }),
    );
    const routes = own('Route').map((route): HttpRoute => {
      const target = textOf(route.properties, 'Target') ?? '';
      const integration = integrations.get(target.replace(/^integrations\//, ''));
      const authorizer = authorizers.get(textOf(route.properties, 'AuthorizerId') ?? '');
      return checked(route, {
        logicalId: route.logicalId,
        routeKey: textOf(route.properties, 'RouteKey') ?? '$default',
        authorizationType: textOf(route.properties, 'AuthorizationType') ?? 'NONE',
        ...(authorizer && { authorizer }),
        authorizationScopes: textsOf(route.properties, 'AuthorizationScopes'),
        integration: readHttpIntegration(integration?.properties, functions),
      });
    });
    return [...routes, ...quickCreated(api)];
  }

  function readHttpAuthorizer(authorizer: Resource): HttpAuthorizer {
    return textOf(authorizer.properties, 'AuthorizerType') === 'JWT'
      ? readTokenAuthorizer(authorizer)
      : readHttpLambdaAuthorizer(authorizer, functions);
  }

  /** `Target` makes one route, `$default` when `RouteKey` names no other, and an integration for it. */
  function quickCreated(api: Resource): readonly HttpRoute[] {
    const target = textOf(api.properties, 'Target');
    if (target === undefined) return [];
    const integration: Properties = {
      IntegrationType: /^https?:/.test(target) ? 'HTTP_PROXY' : 'AWS_PROXY',
      IntegrationUri: target,
      PayloadFormatVersion: '2.0',
      ...objectOf(api.properties, 'Integration'),
    };
    const route: HttpRoute = {
      logicalId: api.logicalId,
      routeKey: textOf(api.properties, 'RouteKey') ?? '$default',
      authorizationType: 'NONE',
      authorizationScopes: [],
      integration: readHttpIntegration(integration, functions),
    };
    return [checked(api, route)];
  }

  function checked(resource: Resource, route: HttpRoute): HttpRoute {
    const { problem: why } = route.integration;
    if (why !== undefined) diagnostics.push(problem(resource, `${route.routeKey}: ${why}`));
    return route;
  }
}

function readStages(api: Resource, own: OwnResources): readonly HttpStage[] {
  const stages = own('Stage').map(({ id, properties }): HttpStage => {
    const throttles = readRouteThrottles(properties);
    return {
      name: textOf(properties, 'StageName') ?? id,
      variables: textMapOf(properties, 'StageVariables'),
      ...(throttles && { throttles }),
    };
  });
  // Quick create makes the stage, too.
  const quick = stages.length === 0 && textOf(api.properties, 'Target') !== undefined;
  return quick ? [{ name: '$default', variables: {} }] : stages;
}
