import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { corsProblem, type CorsConfiguration } from '../front-doors/cors.ts';
import { readCors } from './cors.ts';
import type { FunctionCatalog } from './functions.ts';
import { readHttpIntegration, type HttpIntegration } from './http-integration.ts';
import { readHttpLambdaAuthorizer, type LambdaAuthorizer } from './lambda-authorizer.ts';
import { objectOf, textMapOf, textOf, textsOf, type Properties } from './properties.ts';
import { problem, type ResourceIndex } from './resource-index.ts';
import { readTokenAuthorizer, type TokenAuthorizer } from './token-authorizer.ts';

/** An HTTP API with its stages. */
export interface HttpApi {
  readonly frontDoor: 'http-api';
  readonly stack: string;
  readonly logicalId: string;
  /** Ten characters `a-z0-9`. */
  readonly id: string;
  readonly name: string;
  readonly stages: readonly HttpStage[];
  readonly routes: readonly HttpRoute[];
  /** The service answers preflights itself (HTTP2-39). */
  readonly cors?: CorsConfiguration;
}

export interface HttpStage {
  /** `$default` is served at the root, any other below its name (HTTP2-11). */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

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

export type HttpAuthorizer = LambdaAuthorizer | TokenAuthorizer;

/** Reads every HTTP API with its routes, integrations and stages. */
export function readHttpApis(
  resources: ResourceIndex,
  functions: FunctionCatalog,
): { readonly httpApis: readonly HttpApi[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const httpApis = resources.ofType('AWS::ApiGatewayV2::Api').flatMap((api): HttpApi[] => {
    const { properties } = api;
    if (textOf(properties, 'ProtocolType') === 'WEBSOCKET') {
      diagnostics.push(problem(api, 'WebSocket APIs are not served, call them with the test kit'));
      return [];
    }
    if (properties['Body'] !== undefined || properties['BodyS3Location'] !== undefined) {
      diagnostics.push(
        problem(api, 'an HTTP API described by an OpenAPI document is not served, only its routes'),
      );
    }
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
        stages: readStages(api),
        routes: readRoutes(api),
        ...(configured && { cors: configured }),
      },
    ];
  });
  return { httpApis, diagnostics };

  function readStages(api: Resource): readonly HttpStage[] {
    const declared = resources.owned('AWS::ApiGatewayV2::Stage', 'ApiId', api.id);
    const stages = declared.map(({ id, properties }) => ({
      name: textOf(properties, 'StageName') ?? id,
      variables: textMapOf(properties, 'StageVariables'),
    }));
    // Quick create makes the stage, too.
    const quick = stages.length === 0 && textOf(api.properties, 'Target') !== undefined;
    return quick ? [{ name: '$default', variables: {} }] : stages;
  }

  function readRoutes(api: Resource): readonly HttpRoute[] {
    const integrations = new Map(
      resources
        .owned('AWS::ApiGatewayV2::Integration', 'ApiId', api.id)
        .map((integration) => [integration.id, integration]),
    );
    const authorizers = new Map(
      resources
        .owned('AWS::ApiGatewayV2::Authorizer', 'ApiId', api.id)
        .map((authorizer) => [authorizer.id, readHttpAuthorizer(authorizer)]),
    );
    const routes = resources
      .owned('AWS::ApiGatewayV2::Route', 'ApiId', api.id)
      .map((route): HttpRoute => {
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
