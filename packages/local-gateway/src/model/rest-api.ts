import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { parseJson } from '../front-doors/payload.ts';
import {
  gatewayResponseTypes,
  type GatewayResponseType,
} from '../mapping/gateway-response-types.ts';
import type { GatewayResponseSettings } from '../mapping/gateway-response.ts';
import { readDomainMappings, type DomainMapping } from './domain-mappings.ts';
import type { FunctionCatalog } from './functions.ts';
import { isDescribed } from './open-api-document.ts';
import { openApiResources, openApiSettings } from './open-api.ts';
import { numberOf, objectOf, textMapOf, textOf, textsOf, type Properties } from './properties.ts';
import { problem, type ResourceIndex } from './resource-index.ts';
import { readStageThrottles, type StageThrottle } from './stage-throttles.ts';
import { readUsagePlans, type UsagePlan } from './usage-plans.ts';
import { readRestResources, type RestResource } from './rest-resources.ts';

export type { RestResource } from './rest-resources.ts';
export type { RestMethod } from './rest-method.ts';

/** A REST API with its stages. */
export interface RestApi {
  readonly frontDoor: 'rest-api';
  readonly stack: string;
  readonly logicalId: string;
  /** Ten characters `a-z0-9`. */
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly stages: readonly RestStage[];
  readonly resources: readonly RestResource[];
  readonly endpointType: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  readonly binaryMediaTypes: readonly string[];
  /** Bytes from which responses are compressed; requests are then decompressed (REST-59, RESP-35). */
  readonly minimumCompressionSize?: number;
  /** Customised gateway responses (GW-10). */
  readonly gatewayResponses: readonly GatewayResponseSettings[];
  /** Schemas by model name (REQ-56). */
  readonly models: Readonly<Record<string, unknown>>;
  /** Where a request's API key comes from (GW-7). */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** Those that name a stage of this API. */
  readonly usagePlans: readonly UsagePlan[];
  /** Of custom domains. */
  readonly domains: readonly DomainMapping[];
}

/** A stage of a REST API. */
export interface RestStage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly throttles: readonly StageThrottle[];
}

/** Reads every REST API with its resources, methods and stages. */
export function readRestApis(
  resources: ResourceIndex,
  functions: FunctionCatalog,
): { readonly restApis: readonly RestApi[]; readonly diagnostics: readonly Diagnostic[] } {
  const { usagePlans, diagnostics: planned } = readUsagePlans(resources);
  const diagnostics: Diagnostic[] = [...planned];
  const restApis = resources.ofType('AWS::ApiGateway::RestApi').map((declared): RestApi => {
    const described = isDescribed(declared) ? openApiResources(declared) : [];
    const imported = typeof described === 'string' ? [] : described;
    if (typeof described === 'string') diagnostics.push(problem(declared, described));
    const api = isDescribed(declared)
      ? { ...declared, properties: openApiSettings(declared) }
      : declared;
    const own = (type: string) => [
      ...imported.filter((resource) => resource.type === `AWS::ApiGateway::${type}`),
      ...resources.owned(`AWS::ApiGateway::${type}`, 'RestApiId', declared.id),
    ];
    const read = readRestResources(own, functions);
    diagnostics.push(...read.diagnostics);
    const { Policy } = api.properties;
    // The Serverless Framework writes an empty one.
    if (Policy !== undefined && Policy !== '') diagnostics.push(problem(api, openPolicy));
    const minimumCompressionSize = numberOf(api.properties, 'MinimumCompressionSize');
    const domains = readDomainMappings(resources, api.id);
    if (domains.length > 0) {
      const reserved = read.resources.filter(({ path }) => healthChecks.has(path));
      diagnostics.push(...reserved.map(({ path }) => problem(api, `${path} ${healthCheck}`)));
    }
    return {
      frontDoor: 'rest-api',
      stack: api.stack.name,
      logicalId: api.logicalId,
      id: api.id,
      name: textOf(api.properties, 'Name') ?? api.logicalId,
      accountId: api.stack.environment.account,
      region: api.stack.environment.region,
      stages: readStages(own),
      resources: read.resources,
      endpointType: readEndpointType(api.properties),
      // CloudFormation takes `image~1png` for `image/png`.
      binaryMediaTypes: textsOf(api.properties, 'BinaryMediaTypes').map((type) =>
        type.replaceAll('~1', '/'),
      ),
      ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
      gatewayResponses: own('GatewayResponse').flatMap(({ properties }) =>
        readGatewayResponse(properties),
      ),
      models: { ...builtInModels, ...Object.fromEntries(own('Model').map(readModelSchema)) },
      apiKeySource:
        textOf(api.properties, 'ApiKeySourceType') === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
      domains,
      usagePlans: usagePlans.filter(({ stages }) => stages.some(({ apiId }) => apiId === api.id)),
    };
  });
  const foreign = resources.foreign(
    'AWS::ApiGateway::Method',
    'RestApiId',
    'AWS::ApiGateway::RestApi',
    (id) => `REST API ${id} is not in this app, its methods are not served`,
  );
  diagnostics.push(...foreign);
  return { restApis, diagnostics };
}

/** REST-54. */
const healthChecks: ReadonlySet<string> = new Set(['/ping', '/sping']);
const healthCheck =
  'is reserved for the health checks of API Gateway behind a custom domain, AWS may not call its methods there';

const openPolicy =
  'the resource policy of a REST API is not evaluated here, requests pass that it may deny';

/** The stages of an API: resources of their own, and those that a deployment with a `StageName` makes itself. */
function readStages(own: (type: string) => readonly Resource[]): readonly RestStage[] {
  const stages = own('Stage').map(readStage);
  const names = new Set(stages.map(({ name }) => name));
  const deployed = own('Deployment').flatMap((deployment): readonly RestStage[] => {
    const StageName = textOf(deployment.properties, 'StageName');
    if (StageName === undefined || names.has(StageName)) return [];
    names.add(StageName);
    const description = objectOf(deployment.properties, 'StageDescription');
    const properties = { ...description, StageName, DeploymentId: deployment.id };
    return [readStage({ ...deployment, properties })];
  });
  return [...stages, ...deployed];
}

function readStage({ id, properties }: Resource): RestStage {
  return {
    name: textOf(properties, 'StageName') ?? id,
    deploymentId: textOf(properties, 'DeploymentId') ?? '',
    variables: textMapOf(properties, 'Variables'),
    throttles: readStageThrottles(properties),
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

/** What every REST API has from its beginning, without a resource of its own. */
const builtInModels: Readonly<Record<string, unknown>> = {
  Empty: { title: 'Empty Schema', type: 'object' },
  Error: {
    title: 'Error Schema',
    type: 'object',
    properties: { message: { type: 'string' } },
  },
};

/** A schema stands in a template as an object, or as its JSON text. */
function readModelSchema({ id, properties }: Resource): readonly [string, unknown] {
  const schema = properties['Schema'];
  return [
    textOf(properties, 'Name') ?? id,
    typeof schema === 'string' ? (parseJson(schema) ?? {}) : schema,
  ];
}
