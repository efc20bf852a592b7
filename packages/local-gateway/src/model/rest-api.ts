import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { functionOfUri } from './functions.ts';
import { parseJson } from '../front-doors/payload.ts';
import {
  gatewayResponseTypes,
  type GatewayResponseType,
} from '../mapping/gateway-response-types.ts';
import type { GatewayResponseSettings } from '../mapping/gateway-response.ts';
import type { RequestValidatorSettings } from '../mapping/validate-request.ts';
import { readMethodSettings, type MethodSettings } from '../mapping/method-settings.ts';
import {
  booleanOf,
  numberOf,
  objectOf,
  textMapOf,
  textOf,
  textsOf,
  type Properties,
} from './properties.ts';

/** A REST API with its stages. */
export interface RestApi {
  readonly stack: string;
  readonly logicalId: string;
  /** Ten characters `a-z0-9`. */
  readonly id: string;
  readonly name: string;
  readonly stages: readonly RestStage[];
  readonly resources: readonly RestResource[];
  readonly endpointType: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  readonly binaryMediaTypes: readonly string[];
  /** Customised gateway responses (GW-10). */
  readonly gatewayResponses: readonly GatewayResponseSettings[];
  /** Schemas by model name (REQ-56). */
  readonly models: Readonly<Record<string, unknown>>;
}

export interface RestStage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface RestResource {
  readonly id: string;
  /** The template: `/users/{id}`. */
  readonly path: string;
  readonly methods: readonly RestMethod[];
}

export interface RestMethod {
  readonly logicalId: string;
  /** Upper case, or `ANY`. */
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
  /** ARN of the function its integration calls, without a qualifier. */
  readonly functionArn?: string;
  /** How long the integration may take (REST-63). */
  readonly timeoutInMillis: number;
  readonly validator?: RequestValidatorSettings;
  /** Integration, templates, parameters and responses as CloudFormation spells them. */
  readonly settings: MethodSettings;
}

/** Reads every REST API with its resources, methods and stages. */
export function readRestApis(resources: readonly Resource[]): {
  readonly restApis: readonly RestApi[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const restApis = ofType(resources, 'RestApi').map((api) => {
    const own = resources.filter(({ properties }) => textOf(properties, 'RestApiId') === api.id);
    if (api.properties['Body'] !== undefined || api.properties['BodyS3Location'] !== undefined) {
      diagnostics.push(problem(api, 'an API described by an OpenAPI document is not served'));
    }
    return {
      stack: api.stack.name,
      logicalId: api.logicalId,
      id: api.id,
      name: textOf(api.properties, 'Name') ?? api.logicalId,
      stages: ofType(own, 'Stage').map(readStage),
      resources: readPaths(own, `${api.id}/`),
      endpointType: readEndpointType(api.properties),
      binaryMediaTypes: textsOf(api.properties, 'BinaryMediaTypes'),
      gatewayResponses: ofType(own, 'GatewayResponse').flatMap(({ properties }) =>
        readGatewayResponse(properties),
      ),
      models: Object.fromEntries(ofType(own, 'Model').map(readModelSchema)),
    };
  });
  return { restApis, diagnostics };

  function readPaths(own: readonly Resource[], rootKey: string): readonly RestResource[] {
    const declared = ofType(own, 'Resource');
    const byId = new Map(declared.map((resource) => [resource.id, resource]));
    const methods = ofType(own, 'Method');
    const validators = new Map(
      ofType(own, 'RequestValidator').map(({ id, properties }) => [id, properties]),
    );
    const roots = new Set(
      methods
        .map(({ properties }) => textOf(properties, 'ResourceId') ?? '')
        .filter((id) => !byId.has(id)),
    );
    const root = [...roots].map((id) => ({ id, path: '/' }));
    const rest = declared.map((resource) => ({
      id: resource.id,
      path: pathOf(resource, byId, rootKey),
    }));
    return [...root, ...rest].map(({ id, path }) => ({
      id,
      path,
      methods: methods
        .filter(({ properties }) => textOf(properties, 'ResourceId') === id)
        .map((method) => readMethod(method, validators)),
    }));
  }
}

/** The path of a resource: its own part below its parents'. */
function pathOf(
  resource: Resource,
  byId: ReadonlyMap<string, Resource>,
  rootKey: string,
  depth = 0,
): string {
  const parent = byId.get(textOf(resource.properties, 'ParentId') ?? '');
  const part = `/${textOf(resource.properties, 'PathPart') ?? ''}`;
  if (parent === undefined) return part;
  if (depth > 50)
    throw new TypeError(`resources of REST API ${rootKey} form a cycle at ${resource.logicalId}`);
  return pathOf(parent, byId, rootKey, depth + 1) + part;
}

function readStage({ id, properties }: Resource): RestStage {
  return {
    name: textOf(properties, 'StageName') ?? id,
    deploymentId: textOf(properties, 'DeploymentId') ?? '',
    variables: textMapOf(properties, 'Variables'),
  };
}

/** An API for which the template names no endpoint type is edge optimised. */
function readEndpointType(properties: Properties): RestApi['endpointType'] {
  const types = textsOf(objectOf(properties, 'EndpointConfiguration'), 'Types');
  if (types.includes('PRIVATE')) return 'PRIVATE';
  return types.includes('REGIONAL') ? 'REGIONAL' : 'EDGE';
}

function readGatewayResponse(properties: Properties): readonly GatewayResponseSettings[] {
  const type = textOf(properties, 'ResponseType') ?? '';
  if (!isGatewayResponseType(type)) return [];
  const statusCode = textOf(properties, 'StatusCode');
  return [
    {
      ResponseType: type,
      ...(statusCode === undefined ? {} : { StatusCode: statusCode }),
      ResponseParameters: textMapOf(properties, 'ResponseParameters'),
      ResponseTemplates: textMapOf(properties, 'ResponseTemplates'),
    },
  ];
}

function isGatewayResponseType(type: string): type is GatewayResponseType {
  return Object.hasOwn(gatewayResponseTypes, type);
}

/** A schema stands in a template as an object, or as its JSON text. */
function readModelSchema({ id, properties }: Resource): readonly [string, unknown] {
  const schema = properties['Schema'];
  return [
    textOf(properties, 'Name') ?? id,
    typeof schema === 'string' ? (parseJson(schema) ?? {}) : schema,
  ];
}

function readMethod(
  { logicalId, properties }: Resource,
  validators: ReadonlyMap<string, Properties>,
): RestMethod {
  const validator = validators.get(textOf(properties, 'RequestValidatorId') ?? '');
  const settings = readMethodSettings(properties);
  const functionArn = functionOfUri(settings.Integration.Uri ?? '');
  return {
    logicalId,
    httpMethod: textOf(properties, 'HttpMethod') ?? 'ANY',
    authorizationType: textOf(properties, 'AuthorizationType') ?? 'NONE',
    apiKeyRequired: booleanOf(properties, 'ApiKeyRequired'),
    ...(functionArn === undefined ? {} : { functionArn }),
    timeoutInMillis: numberOf(objectOf(properties, 'Integration'), 'TimeoutInMillis') ?? 29_000,
    ...(validator && {
      validator: {
        ValidateRequestParameters: booleanOf(validator, 'ValidateRequestParameters'),
        ValidateRequestBody: booleanOf(validator, 'ValidateRequestBody'),
      },
    }),
    settings,
  };
}

function ofType(resources: readonly Resource[], name: string): readonly Resource[] {
  return resources.filter(({ type }) => type === `AWS::ApiGateway::${name}`);
}

function problem({ stack, logicalId }: Resource, message: string): Diagnostic {
  return { stack: stack.name, logicalId, message };
}
