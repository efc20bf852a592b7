import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The parts of a one-stack assembly. */
export interface AssemblyParts {
  /** Source text of `index.mjs` by function id; each becomes an `AWS::Lambda::Function` of that logical id. */
  readonly functions?: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly template?: Readonly<Record<string, unknown>>;
  readonly functionProperties?: Readonly<Record<string, unknown>>;
  /** `aws://111111111111/eu-west-1` */
  readonly environment?: string;
}

/** Writes an assembly as CDK lays it out, into a new temporary folder; gives the folder. */
export async function writeAssembly(parts: AssemblyParts): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assembly-'));
  await updateAssembly(folder, parts);
  return folder;
}

/** Writes over an assembly of {@link writeAssembly}, as a second synth would. */
export async function updateAssembly(
  folder: string,
  {
    functions = {},
    resources = {},
    template = {},
    functionProperties = {},
    environment = 'aws://unknown-account/unknown-region',
  }: AssemblyParts,
): Promise<void> {
  const files: Record<string, unknown> = {};
  const lambdas: Record<string, unknown> = {};
  for (const [id, source] of Object.entries(functions)) {
    const hash = hashOf(id + source);
    await mkdir(join(folder, `asset.${hash}`), { recursive: true });
    await writeFile(join(folder, `asset.${hash}`, 'index.mjs'), source);
    files[hash] = { source: { path: `asset.${hash}`, packaging: 'zip' }, destinations: {} };
    lambdas[id] = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        ...functionProperties,
      },
    };
  }
  await writeJson(join(folder, 'manifest.json'), {
    version: '50.0.0',
    artifacts: {
      Test: {
        type: 'aws:cloudformation:stack',
        environment,
        properties: { templateFile: 'Test.template.json' },
      },
    },
  });
  await writeJson(join(folder, 'Test.assets.json'), { version: '50.0.0', files });
  await writeJson(join(folder, 'Test.template.json'), {
    ...template,
    Resources: { ...lambdas, ...resources },
  });
}

/** A REST API `Api` with stage `v1`: one method for each route, `POST /hello` as `{ path: 'hello', … }`. */
export function restApi(
  routes: readonly {
    readonly path: string;
    readonly method: string;
    readonly integration: unknown;
    /** Of the method. */
    readonly properties?: Readonly<Record<string, unknown>>;
  }[],
  properties: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const resources: Record<string, unknown> = {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Name: 'TestApi',
        EndpointConfiguration: { Types: ['REGIONAL'] },
        ...properties,
      },
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        StageName: 'v1',
        DeploymentId: { Ref: 'Deployment' },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
  };
  for (const [index, { path, method, integration, properties: own }] of routes.entries()) {
    const id = `Resource${path.replaceAll(/\W/g, '')}`;
    resources[id] = {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: path,
      },
    };
    resources[`Method${index}`] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: id },
        HttpMethod: method,
        AuthorizationType: 'NONE',
        MethodResponses: [{ StatusCode: '200' }, { StatusCode: '400' }, { StatusCode: '500' }],
        Integration: integration,
        ...own,
      },
    };
  }
  return resources;
}

/** The `Integration` of a method that calls a function, spelled as CDK spells it. */
export function lambdaIntegration(
  functionId: string,
  properties: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    Type: 'AWS_PROXY',
    IntegrationHttpMethod: 'POST',
    Uri: {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':apigateway:',
          { Ref: 'AWS::Region' },
          ':lambda:path/2015-03-31/functions/',
          { 'Fn::GetAtt': [functionId, 'Arn'] },
          '/invocations',
        ],
      ],
    },
    ...properties,
  };
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(value));
}

function hashOf(text: string): string {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** An HTTP API as CDK lays it out: one integration for each route, and a stage. */
export function httpApi(
  id: string,
  routes: readonly {
    /** `GET /users/{id}` */
    readonly key: string;
    readonly functionId: string;
    readonly integration?: Readonly<Record<string, unknown>>;
    readonly properties?: Readonly<Record<string, unknown>>;
  }[],
  {
    stage = '$default',
    properties = {},
  }: { readonly stage?: string; readonly properties?: Readonly<Record<string, unknown>> } = {},
): Record<string, unknown> {
  const resources: Record<string, unknown> = {
    [id]: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: id, ProtocolType: 'HTTP', ...properties },
    },
    [`${id}Stage`]: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: id }, StageName: stage, AutoDeploy: true },
    },
  };
  for (const [index, route] of routes.entries()) {
    resources[`${id}Integration${index}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: id },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [route.functionId, 'Arn'] },
        PayloadFormatVersion: '2.0',
        ...route.integration,
      },
    };
    resources[`${id}Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: id },
        RouteKey: route.key,
        AuthorizationType: 'NONE',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${id}Integration${index}` }]] },
        ...route.properties,
      },
    };
  }
  return resources;
}
