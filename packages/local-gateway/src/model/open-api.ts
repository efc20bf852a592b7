import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { stableId } from '../assembly/physical-ids.ts';
import type { Resource } from '../assembly/resources.ts';
import { isObject } from '../assembly/template.ts';
import { parseJson } from '../front-doors/payload.ts';
import { openApiMethods } from './open-api-methods.ts';
import { objectOf, textOf, type Properties } from './properties.ts';

/**
 * What an OpenAPI document in `Body` or `BodyS3Location` stands for: the resources, methods, models, authorizers,
 * validators and gateway responses that CloudFormation would have for it; or why it cannot be read.
 */
export function openApiResources(api: Resource): readonly Resource[] | string {
  const document = readDocument(api);
  if (typeof document === 'string') return document;
  const make = (type: string, name: string, properties: Properties): Resource => ({
    stack: api.stack,
    logicalId: api.logicalId,
    type: `AWS::ApiGateway::${type}`,
    id: stableId(6, api.id, type, name),
    properties: { RestApiId: api.id, ...properties },
  });
  const components = objectOf(document, 'components');
  const validators = entries(objectOf(document, 'x-amazon-apigateway-request-validators')).map(
    ([name, settings]) =>
      make('RequestValidator', name, {
        ValidateRequestBody: settings['validateRequestBody'],
        ValidateRequestParameters: settings['validateRequestParameters'],
      }),
  );
  const schemes = {
    ...objectOf(document, 'securityDefinitions'),
    ...objectOf(components, 'securitySchemes'),
  };
  const authorizers = entries(schemes).flatMap(([name, scheme]) => {
    const authorizer = objectOf(scheme, 'x-amazon-apigateway-authorizer');
    const type = textOf(authorizer, 'type');
    return type === undefined
      ? []
      : [make('Authorizer', name, authorizerProperties(name, type, scheme, authorizer))];
  });
  const responses = entries(objectOf(document, 'x-amazon-apigateway-gateway-responses')).map(
    ([type, response]) =>
      make('GatewayResponse', type, {
        ResponseType: type,
        StatusCode: response['statusCode'],
        ResponseParameters: response['responseParameters'],
        ResponseTemplates: response['responseTemplates'],
      }),
  );
  const schemas = { ...objectOf(document, 'definitions'), ...objectOf(components, 'schemas') };
  const models = entries(schemas).map(([name, schema]) =>
    make('Model', name, { Name: name, Schema: withModelUrls(schema, api.id) }),
  );
  const paths = objectOf(document, 'paths');
  const methods = Object.keys(paths).flatMap((path) => {
    const resource = make('Resource', path, { PathPart: path.replace(/^\//, '') });
    const own = openApiMethods(objectOf(paths, path), document).map((properties) =>
      make('Method', `${textOf(properties, 'HttpMethod') ?? ''} ${path}`, {
        ...properties,
        // The root is no resource of its own: it is what nothing declares.
        ResourceId: path === '/' ? `${api.id}/` : resource.id,
        ...reference('RequestValidatorId', 'RequestValidator', properties),
        ...reference('AuthorizerId', 'Authorizer', properties),
      }),
    );
    return path === '/' ? own : [resource, ...own];
  });
  return [...validators, ...authorizers, ...responses, ...models, ...methods];

  /** Methods name validators and authorizers; CloudFormation has their ids. */
  function reference(key: string, type: string, properties: Properties): Properties {
    const name = textOf(properties, key);
    return name === undefined ? {} : { [key]: stableId(6, api.id, type, name) };
  }
}

/** Settings of the API itself that stand in its document. */
export function openApiSettings(api: Resource): Properties {
  const document = readDocument(api);
  if (typeof document === 'string') return {};
  const info = objectOf(document, 'info');
  return {
    ...(textOf(info, 'title') !== undefined && { Name: textOf(info, 'title') }),
    ...given('BinaryMediaTypes', document['x-amazon-apigateway-binary-media-types']),
    ...given('ApiKeySourceType', document['x-amazon-apigateway-api-key-source']),
    ...api.properties,
  };
}

function entries(section: Properties): readonly (readonly [name: string, value: Properties])[] {
  return Object.keys(section).map((name) => [name, objectOf(section, name)]);
}

function given(name: string, value: unknown): Properties {
  return value === undefined ? {} : { [name]: value };
}

function readDocument({ stack, properties }: Resource): Properties | string {
  const { Body } = properties;
  if (isObject(Body)) return Body;
  if (Body !== undefined) return 'its Body is no OpenAPI document';
  const key = textOf(objectOf(properties, 'BodyS3Location'), 'Key') ?? '';
  const file = stack.assets.get(basename(key));
  if (file === undefined || !existsSync(file)) {
    return `its OpenAPI document ${key} is not in this assembly`;
  }
  const document = parseJson(readFileSync(file, 'utf8'));
  return isObject(document)
    ? document
    : `its OpenAPI document ${key} is no JSON, which alone is read`;
}

function authorizerProperties(
  name: string,
  type: string,
  scheme: Properties,
  authorizer: Properties,
): Properties {
  const header = `method.request.header.${textOf(scheme, 'name') ?? 'Authorization'}`;
  return {
    Name: name,
    Type: type.toUpperCase(),
    AuthorizerUri: authorizer['authorizerUri'],
    IdentitySource: authorizer['identitySource'] ?? header,
    IdentityValidationExpression: authorizer['identityValidationExpression'],
    AuthorizerResultTtlInSeconds: authorizer['authorizerResultTtlInSeconds'],
  };
}

/** References inside a document become those between stored models (REQ-56). */
function withModelUrls(value: unknown, apiId: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withModelUrls(item, apiId));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const model =
        key === '$ref' && typeof member === 'string'
          ? /^#\/(?:components\/schemas|definitions)\/(.+)$/.exec(member)?.[1]
          : undefined;
      return model === undefined
        ? [key, withModelUrls(member, apiId)]
        : [key, `https://apigateway.amazonaws.com/restapis/${apiId}/models/${model}`];
    }),
  );
}
