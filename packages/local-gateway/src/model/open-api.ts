import { stableId } from '../assembly/physical-ids.ts';
import { rootResourceId } from '../assembly/physical-names.ts';
import type { Resource } from '../assembly/resources.ts';
import { isObject } from '../assembly/template.ts';
import { mediaType } from '../front-doors/media-type.ts';
import { entries, readDocument } from './open-api-document.ts';
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
    const own = openApiMethods(objectOf(paths, path), document).flatMap((properties) => {
      const name = `${textOf(properties, 'HttpMethod') ?? ''} ${path}`;
      const requestModels = readModels(name, objectOf(properties, 'RequestSchemas'));
      const made = make('Method', name, {
        ...properties,
        RequestModels: Object.fromEntries(requestModels.map(({ type, model }) => [type, model])),
        // The root is no resource of its own: it is what nothing declares.
        ResourceId: path === '/' ? rootResourceId(api.id) : resource.id,
        ...reference('RequestValidatorId', 'RequestValidator', properties),
        ...reference('AuthorizerId', 'Authorizer', properties),
      });
      // Each can be switched to another integration type by its id.
      const method = { ...made, logicalId: `${api.logicalId}-${made.id}` };
      return [method, ...requestModels.flatMap(({ resource: inPlace }) => inPlace)];
    });
    return path === '/' ? own : [resource, ...own];
  });
  return [...validators, ...authorizers, ...responses, ...models, ...methods];

  /** Models by media type; a schema in place becomes a model that has no name of its own. */
  function readModels(
    method: string,
    schemas: Properties,
  ): readonly { readonly type: string; readonly model: string; readonly resource: Resource[] }[] {
    return entries(schemas).flatMap(([type, schema]) => {
      const model = textOf(schema, '$ref')?.split('/').at(-1);
      if (model !== undefined) return [{ type, model, resource: [] }];
      if (Object.keys(schema).length === 0 || !/[/+]json$/.test(mediaType(type) ?? '')) return [];
      const Name = `MODEL${stableId(6, api.id, method, type)}`;
      const Schema = withModelUrls(schema, api.id);
      return [{ type, model: Name, resource: [make('Model', Name, { Name, Schema })] }];
    });
  }

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
    ...given('MinimumCompressionSize', document['x-amazon-apigateway-minimum-compression-size']),
    ...given('Policy', document['x-amazon-apigateway-policy']),
    ...given('ApiKeySourceType', document['x-amazon-apigateway-api-key-source']),
    ...api.properties,
  };
}

function given(name: string, value: unknown): Properties {
  return value === undefined ? {} : { [name]: value };
}

function authorizerProperties(
  name: string,
  type: string,
  scheme: Properties,
  authorizer: Properties,
): Properties {
  // Only a token has to come from somewhere: a REQUEST authorizer may have no identity source.
  const header =
    type.toUpperCase() === 'REQUEST'
      ? undefined
      : `method.request.header.${textOf(scheme, 'name') ?? 'Authorization'}`;
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
