import { stableId } from '../assembly/physical-ids.ts';
import type { Resource } from '../assembly/resources.ts';
import { anyVerbs } from '../front-doors/rest-api/matching.ts';
import { entries, readDocument } from './open-api-document.ts';
import { objectOf, objectsOf, textOf, textsOf, type Properties } from './properties.ts';

/**
 * What an OpenAPI document in `Body` or `BodyS3Location` of an HTTP API stands for: its routes, integrations and
 * authorizers; or why it cannot be read.
 */
export function httpOpenApiResources(api: Resource): readonly Resource[] | string {
  const document = readDocument(api);
  if (typeof document === 'string') return document;
  const idOf = (type: string, name: string) => stableId(7, api.id, type, name);
  const make = (type: string, name: string, properties: Properties): Resource => ({
    stack: api.stack,
    logicalId: api.logicalId,
    type: `AWS::ApiGatewayV2::${type}`,
    id: idOf(type, name),
    properties: { ApiId: api.id, ...properties },
  });
  const schemes = objectOf(objectOf(document, 'components'), 'securitySchemes');
  const authorizers = entries(schemes).flatMap(([name, scheme]) => {
    const authorizer = objectOf(scheme, 'x-amazon-apigateway-authorizer');
    return textOf(authorizer, 'type') === undefined
      ? []
      : [make('Authorizer', name, authorizerProperties(name, authorizer))];
  });
  const paths = objectOf(document, 'paths');
  const routes = entries(paths).flatMap(([path, operations]) =>
    entries(operations).flatMap(([key, operation]) => {
      const verb = key === 'x-amazon-apigateway-any-method' ? 'ANY' : key.toUpperCase();
      if (verb !== 'ANY' && !anyVerbs.has(verb)) return [];
      const routeKey = path === '/$default' ? '$default' : `${verb} ${path}`;
      const integration = integrationOf(operation, document);
      return [
        make('Integration', routeKey, integrationProperties(integration)),
        make('Route', routeKey, {
          RouteKey: routeKey,
          Target: `integrations/${idOf('Integration', routeKey)}`,
          ...security(operation, document, schemes, (name) => idOf('Authorizer', name)),
        }),
      ];
    }),
  );
  return [...authorizers, ...routes];
}

/** Settings of the API itself that stand in its document. */
export function httpOpenApiSettings(api: Resource): Properties {
  const document = readDocument(api);
  if (typeof document === 'string') return api.properties;
  const title = textOf(objectOf(document, 'info'), 'title');
  const cors = objectOf(document, 'x-amazon-apigateway-cors');
  return {
    ...(title !== undefined && { Name: title }),
    ...(Object.keys(cors).length > 0 && { CorsConfiguration: capitalized(cors) }),
    ...api.properties,
  };
}

/** An integration may stand in the components, to be used several times. */
function integrationOf(operation: Properties, document: Properties): Properties {
  const integration = objectOf(operation, 'x-amazon-apigateway-integration');
  const reference = textOf(integration, '$ref');
  if (reference === undefined) return integration;
  const [, ...parts] = reference.split('/');
  return parts.reduce(objectOf, document);
}

function integrationProperties(integration: Properties): Properties {
  return {
    IntegrationType: textOf(integration, 'type')?.toUpperCase(),
    IntegrationSubtype: integration['integrationSubtype'],
    IntegrationUri: integration['uri'],
    IntegrationMethod: integration['httpMethod'],
    PayloadFormatVersion: integration['payloadFormatVersion'],
    TimeoutInMillis: integration['timeoutInMillis'],
    ConnectionType: integration['connectionType'],
    RequestParameters: integration['requestParameters'],
    ResponseParameters: integration['responseParameters'],
  };
}

function authorizerProperties(name: string, authorizer: Properties): Properties {
  const type = textOf(authorizer, 'type')?.toUpperCase();
  const sources =
    textOf(authorizer, 'identitySource')?.split(',') ?? textsOf(authorizer, 'identitySource');
  return {
    Name: name,
    AuthorizerType: type,
    AuthorizerUri: authorizer['authorizerUri'],
    AuthorizerPayloadFormatVersion: authorizer['authorizerPayloadFormatVersion'],
    EnableSimpleResponses: authorizer['enableSimpleResponses'],
    AuthorizerResultTtlInSeconds: authorizer['authorizerResultTtlInSeconds'],
    IdentitySource: sources.map((source) => source.trim()),
  };
}

/** The first requirement that is an authorizer or `sigv4`; none at all opens the route. */
function security(
  operation: Properties,
  document: Properties,
  schemes: Properties,
  idOf: (name: string) => string,
): Properties {
  const requirements = Array.isArray(operation['security'])
    ? objectsOf(operation, 'security')
    : objectsOf(document, 'security');
  for (const requirement of requirements) {
    for (const name of Object.keys(requirement)) {
      const scheme = objectOf(schemes, name);
      if (textOf(scheme, 'x-amazon-apigateway-authtype') === 'awsSigv4') return iam;
      const type = textOf(objectOf(scheme, 'x-amazon-apigateway-authorizer'), 'type');
      if (type === undefined) continue;
      return {
        AuthorizationType: type.toUpperCase() === 'JWT' ? 'JWT' : 'CUSTOM',
        AuthorizerId: idOf(name),
        AuthorizationScopes: textsOf(requirement, name),
      };
    }
  }
  const auth = textOf(objectOf(operation, 'x-amazon-apigateway-auth'), 'type');
  return auth?.toUpperCase() === 'AWS_IAM' ? iam : {};
}

const iam: Properties = { AuthorizationType: 'AWS_IAM' };

/** `allowOrigins` becomes `AllowOrigins`, as CloudFormation spells it. */
function capitalized(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key.slice(0, 1).toUpperCase() + key.slice(1),
      value,
    ]),
  );
}
