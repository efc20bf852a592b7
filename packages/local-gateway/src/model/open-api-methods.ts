import { anyVerbs } from '../front-doors/rest-api/matching.ts';
import { booleanOf, objectOf, objectsOf, textOf, textsOf, type Properties } from './properties.ts';

/**
 * The methods of one path of an OpenAPI document as properties of `AWS::ApiGateway::Method`; validators and
 * authorizers are given by their names, models by their schemas in `RequestSchemas`.
 */
export function openApiMethods(path: Properties, document: Properties): readonly Properties[] {
  return Object.keys(path).flatMap((key) => {
    const httpMethod = key === 'x-amazon-apigateway-any-method' ? 'ANY' : key.toUpperCase();
    if (!verbs.has(httpMethod)) return [];
    const operation = objectOf(path, key);
    const parameters = [
      ...objectsOf(path, 'parameters'),
      ...objectsOf(operation, 'parameters'),
    ].map((parameter) => followReference(parameter, document));
    const validator =
      textOf(operation, 'x-amazon-apigateway-request-validator') ??
      textOf(document, 'x-amazon-apigateway-request-validator');
    return [
      {
        HttpMethod: httpMethod,
        OperationName: operation['operationId'],
        ...readSecurity(operation, document),
        RequestParameters: Object.fromEntries(parameters.flatMap(readParameter)),
        RequestSchemas: readSchemas(operation, parameters, document),
        ...(validator !== undefined && { RequestValidatorId: validator }),
        MethodResponses: Object.keys(objectOf(operation, 'responses'))
          .filter((status) => /^\d{3}$/.test(status))
          .map((StatusCode) => ({ StatusCode })),
        Integration: readIntegration(objectOf(operation, 'x-amazon-apigateway-integration')),
      },
    ];
  });
}

const verbs: ReadonlySet<string> = new Set(['ANY', ...anyVerbs]);

/** `#/components/parameters/Limit`; one step, as API Gateway follows it. */
function followReference(parameter: Properties, document: Properties): Properties {
  const reference = textOf(parameter, '$ref');
  if (reference === undefined) return parameter;
  const [, ...parts] = reference.split('/');
  return parts.reduce(objectOf, document);
}

function readParameter(parameter: Properties): readonly (readonly [string, boolean])[] {
  const place = { path: 'path', query: 'querystring', header: 'header' }[
    textOf(parameter, 'in') ?? ''
  ];
  return place === undefined
    ? []
    : [
        [
          `method.request.${place}.${textOf(parameter, 'name') ?? ''}`,
          booleanOf(parameter, 'required'),
        ],
      ];
}

/** Schemas by media type: `requestBody` of OpenAPI 3, the body parameter of Swagger 2. */
function readSchemas(
  operation: Properties,
  parameters: readonly Properties[],
  document: Properties,
): Readonly<Record<string, Properties>> {
  const content = objectOf(objectOf(operation, 'requestBody'), 'content');
  const bodies = parameters.filter((parameter) => textOf(parameter, 'in') === 'body');
  const consumed = [operation, document].map((from) => textsOf(from, 'consumes'));
  const types = consumed.find((list) => list.length > 0) ?? ['application/json'];
  return Object.fromEntries([
    ...Object.keys(content).map(
      (type) => [type, objectOf(objectOf(content, type), 'schema')] as const,
    ),
    ...bodies.flatMap((body) => types.map((type) => [type, objectOf(body, 'schema')] as const)),
  ]);
}

/** The first requirement that is an authorizer, `sigv4` or an API key; none at all opens the method. */
function readSecurity(operation: Properties, document: Properties): Properties {
  const schemes = {
    ...objectOf(document, 'securityDefinitions'),
    ...objectOf(objectOf(document, 'components'), 'securitySchemes'),
  };
  const requirements = Array.isArray(operation['security'])
    ? objectsOf(operation, 'security')
    : objectsOf(document, 'security');
  const authtype = textOf(objectOf(operation, 'x-amazon-apigateway-auth'), 'type');
  const security: Record<string, unknown> = {
    AuthorizationType: authtype?.toUpperCase() ?? 'NONE',
  };
  // What is read last counts.
  for (const requirement of requirements.toReversed()) {
    for (const name of Object.keys(requirement)) {
      const scheme = objectOf(schemes, name);
      const authorizer = textOf(objectOf(scheme, 'x-amazon-apigateway-authorizer'), 'type');
      if (authorizer !== undefined) {
        security['AuthorizerId'] = name;
        security['AuthorizationScopes'] = textsOf(requirement, name);
        security['AuthorizationType'] =
          authorizer.toLowerCase() === 'cognito_user_pools' ? 'COGNITO_USER_POOLS' : 'CUSTOM';
      } else if (textOf(scheme, 'x-amazon-apigateway-authtype') === 'awsSigv4') {
        security['AuthorizationType'] = 'AWS_IAM';
      } else if (textOf(scheme, 'name')?.toLowerCase() === 'x-api-key') {
        security['ApiKeyRequired'] = true;
      }
    }
  }
  return security;
}

/** The same settings in CloudFormation's spelling. */
function readIntegration(integration: Properties): Properties {
  const responses = objectOf(integration, 'responses');
  return {
    Type: textOf(integration, 'type')?.toUpperCase(),
    Uri: integration['uri'],
    ConnectionType: textOf(integration, 'connectionType')?.toUpperCase(),
    IntegrationHttpMethod: textOf(integration, 'httpMethod')?.toUpperCase(),
    PassthroughBehavior: textOf(integration, 'passthroughBehavior')?.toUpperCase(),
    RequestTemplates: integration['requestTemplates'],
    RequestParameters: integration['requestParameters'],
    ContentHandling: textOf(integration, 'contentHandling')?.toUpperCase(),
    TimeoutInMillis: integration['timeoutInMillis'],
    ResponseTransferMode: textOf(integration, 'responseTransferMode')?.toUpperCase(),
    IntegrationResponses: Object.keys(responses).map((pattern) => {
      const response = objectOf(responses, pattern);
      return {
        StatusCode: textOf(response, 'statusCode') ?? '200',
        ...(pattern !== 'default' && { SelectionPattern: pattern }),
        ResponseParameters: response['responseParameters'],
        ResponseTemplates: response['responseTemplates'],
        ContentHandling: textOf(response, 'contentHandling')?.toUpperCase(),
      };
    }),
  };
}
