import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { lambdaIntegration } from '../assemblies.ts';
import { send } from '../http-client.ts';

const handler =
  'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

const lambda = (properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { ZipFile: handler },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    ...properties,
  },
});

const restApi = (id: string, properties: object = {}) => ({
  [id]: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: id, ...properties } },
  [`${id}Deployment`]: {
    Type: 'AWS::ApiGateway::Deployment',
    Properties: { RestApiId: { Ref: id } },
  },
  [`${id}Stage`]: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      RestApiId: { Ref: id },
      StageName: 'prod',
      DeploymentId: { Ref: `${id}Deployment` },
    },
  },
});

const method = (api: string, ResourceId: unknown, HttpMethod: string, rest: object) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    RestApiId: { Ref: api },
    ResourceId,
    HttpMethod,
    AuthorizationType: 'NONE',
    ...rest,
  },
});

const root = (api: string) => ({ 'Fn::GetAtt': [api, 'RootResourceId'] });

const resource = (api: string, ParentId: unknown, PathPart: string) => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { RestApiId: { Ref: api }, ParentId, PathPart },
});

/** What `defaultCorsPreflightOptions` puts on each resource (CORS-1, CORS-2). */
const preflight = {
  Integration: {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
    IntegrationResponses: [
      {
        StatusCode: '204',
        ResponseParameters: {
          'method.response.header.Access-Control-Allow-Headers': "'Content-Type,Authorization'",
          'method.response.header.Access-Control-Allow-Origin': "'*'",
          'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,GET'",
        },
      },
    ],
  },
  MethodResponses: [
    {
      StatusCode: '204',
      ResponseParameters: {
        'method.response.header.Access-Control-Allow-Headers': true,
        'method.response.header.Access-Control-Allow-Origin': true,
        'method.response.header.Access-Control-Allow-Methods': true,
      },
    },
  ],
};

describe('the shapes of CDK apps', () => {
  const gateways: Gateway[] = [];
  const log: LogEntry[] = [];
  let folder = '';

  async function serve(files: Readonly<Record<string, unknown>>): Promise<Gateway> {
    folder = await mkdtemp(join(tmpdir(), 'shapes-'));
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    log.length = 0;
    const gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    gateways.push(gateway);
    return gateway;
  }

  const serveStack = (Resources: Readonly<Record<string, unknown>>) =>
    serve({
      'manifest.json': {
        artifacts: {
          App: {
            type: 'aws:cloudformation:stack',
            properties: { templateFile: 'App.template.json' },
          },
        },
      },
      'App.template.json': { Resources },
    });

  const notices = () => log.flatMap((entry) => (entry.kind === 'notice' ? [entry.message] : []));

  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  });

  it('serves a LambdaRestApi: ANY at the root and on {proxy+}, through an alias', async () => {
    const gateway = await serveStack({
      Handler: lambda(),
      Version: {
        Type: 'AWS::Lambda::Version',
        Properties: { FunctionName: { Ref: 'Handler' } },
      },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: 'Handler' },
          FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
          Name: 'live',
        },
      },
      ...restApi('Api'),
      Proxy: resource('Api', root('Api'), '{proxy+}'),
      ProxyAny: method('Api', { Ref: 'Proxy' }, 'ANY', {
        Integration: {
          ...lambdaIntegration('Handler'),
          Uri: {
            'Fn::Join': [
              '',
              [
                'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
                { Ref: 'Alias' },
                '/invocations',
              ],
            ],
          },
        },
      }),
      RootAny: method('Api', root('Api'), 'ANY', { Integration: lambdaIntegration('Handler') }),
    });
    const url = gateway.endpoints[0]?.url ?? '';

    const answers = [await send(`${url}/a/b?c=d`), await send(`${url}/`), await send(url)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => (JSON.parse(body) as { resource: string }).resource)).toEqual([
      '/{proxy+}',
      '/',
      '/',
    ]);
    expect(notices()).toEqual([]);
  });

  it('serves a RestApi with models, a validator and CORS (CORS-1, CORS-2, REQ-54)', async () => {
    const gateway = await serveStack({
      Handler: lambda(),
      ...restApi('Api'),
      Users: resource('Api', root('Api'), 'users'),
      UsersOptions: method('Api', { Ref: 'Users' }, 'OPTIONS', preflight),
      UsersPost: method('Api', { Ref: 'Users' }, 'POST', {
        Integration: lambdaIntegration('Handler'),
        RequestValidatorId: { Ref: 'Validator' },
        RequestModels: { 'application/json': { Ref: 'UserModel' } },
      }),
      Validator: {
        Type: 'AWS::ApiGateway::RequestValidator',
        Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true },
      },
      UserModel: {
        Type: 'AWS::ApiGateway::Model',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ContentType: 'application/json',
          Name: 'UserModel',
          Schema: {
            $schema: 'http://json-schema.org/draft-04/schema#',
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' } },
          },
        },
      },
    });
    const url = `${gateway.endpoints[0]?.url}/users`;
    const post = (body: string) =>
      send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

    expect(await send(url, { method: 'OPTIONS' })).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'OPTIONS,GET',
      },
    });
    expect(await post('{"name":"Ada"}')).toMatchObject({ status: 200 });
    expect(await post('{"name":1}')).toMatchObject({
      status: 400,
      body: '{"message": "Invalid request body"}',
    });
  });

  it.each([
    ['Empty', '{"any":[1]}', 200],
    ['Empty', '[]', 400],
    ['Error', '{"message":"no such user"}', 200],
    ['Error', '{"message":1}', 400],
  ])('knows the model %s, which every RestApi has: %s (REQ-56)', async (model, body, status) => {
    const gateway = await serveStack({
      Handler: lambda(),
      ...restApi('Api'),
      RootPost: method('Api', root('Api'), 'POST', {
        Integration: lambdaIntegration('Handler'),
        RequestValidatorId: { Ref: 'Validator' },
        RequestModels: { 'application/json': model },
      }),
      Validator: {
        Type: 'AWS::ApiGateway::RequestValidator',
        Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true },
      },
    });

    const answer = await send(gateway.endpoints[0]?.url ?? '', { method: 'POST', body });

    expect(answer.status).toBe(status);
  });

  describe('stacks of CDK 1 and of the legacy synthesizer, which name assets by parameters', () => {
    const part = (index: number, parameter: string) => ({
      'Fn::Select': [index, { 'Fn::Split': ['||', { Ref: parameter }] }],
    });
    const key = (parameter: string) => ({
      'Fn::Join': ['', [part(0, parameter), part(1, parameter)]],
    });
    const asset = (path: string, s3KeyParameter: string, packaging: string) => ({
      type: 'aws:cdk:asset',
      data: { path, packaging, s3KeyParameter },
    });
    const metadata = {
      '/App': [asset('asset.f', 'FnKey', 'zip'), asset('Nested.json', 'NestedKey', 'file')],
      '/App/Fn': [{ type: 'aws:cdk:logicalId', data: 'Fn' }],
    };
    const withCode = (parameter: string) =>
      lambda({ Code: { S3Bucket: 'assets', S3Key: key(parameter) } });
    const open = (id: string, parameter: string) => ({
      Fn: withCode(parameter),
      ...restApi(id),
      [`${id}Get`]: method(id, root(id), 'GET', { Integration: lambdaIntegration('Fn') }),
    });
    const url = ['https://s3.amazonaws.com/assets/', part(0, 'NestedKey')];

    it.each([
      ['in the manifest', { metadata }, {}],
      [
        'in a file beside it',
        { additionalMetadataFile: 'App.metadata.json' },
        { 'App.metadata.json': metadata },
      ],
    ])('runs their code, with what is written %s', async (_name, artifact, files) => {
      const gateway = await serve({
        'manifest.json': {
          artifacts: {
            App: {
              type: 'aws:cloudformation:stack',
              properties: { templateFile: 'App.template.json' },
              ...artifact,
            },
          },
        },
        ...files,
        'App.template.json': {
          Parameters: { FnKey: { Type: 'String' }, NestedKey: { Type: 'String' } },
          Resources: {
            ...open('Outer', 'FnKey'),
            Nested: {
              Type: 'AWS::CloudFormation::Stack',
              Properties: {
                TemplateURL: { 'Fn::Join': ['', url] },
                Parameters: { refFnKey: { Ref: 'FnKey' } },
              },
            },
          },
        },
        'Nested.json': {
          Parameters: { refFnKey: { Type: 'String' } },
          Resources: open('Inner', 'refFnKey'),
        },
        'asset.f/package.json': {},
      });
      await writeFile(join(folder, 'asset.f', 'index.js'), handler);

      const answers = await Promise.all(gateway.endpoints.map((endpoint) => send(endpoint.url)));

      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(notices()).toEqual([]);
    });
  });

  it('serves an HttpApi with a Lambda authorizer, imported by another stack', async () => {
    const stack = (templateFile: string) => ({
      type: 'aws:cloudformation:stack',
      properties: { templateFile },
    });
    const gateway = await serve({
      'manifest.json': {
        artifacts: { Functions: stack('f.template.json'), Api: stack('a.template.json') },
      },
      'f.template.json': {
        Resources: { Handler: lambda({ FunctionName: 'handler' }), Auth: lambda() },
        Outputs: {
          Arn: {
            Value: { 'Fn::GetAtt': ['Handler', 'Arn'] },
            Export: { Name: 'Functions:Handler' },
          },
          AuthArn: { Value: { 'Fn::GetAtt': ['Auth', 'Arn'] }, Export: { Name: 'Functions:Auth' } },
        },
      },
      'a.template.json': {
        Resources: {
          Api: {
            Type: 'AWS::ApiGatewayV2::Api',
            Properties: { Name: 'Http', ProtocolType: 'HTTP' },
          },
          Stage: {
            Type: 'AWS::ApiGatewayV2::Stage',
            Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
          },
          Integration: {
            Type: 'AWS::ApiGatewayV2::Integration',
            Properties: {
              ApiId: { Ref: 'Api' },
              IntegrationType: 'AWS_PROXY',
              IntegrationUri: { 'Fn::ImportValue': 'Functions:Handler' },
              PayloadFormatVersion: '2.0',
            },
          },
          Route: {
            Type: 'AWS::ApiGatewayV2::Route',
            Properties: {
              ApiId: { Ref: 'Api' },
              RouteKey: 'GET /hello',
              AuthorizationType: 'CUSTOM',
              AuthorizerId: { Ref: 'Authorizer' },
              Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
            },
          },
          Authorizer: {
            Type: 'AWS::ApiGatewayV2::Authorizer',
            Properties: {
              ApiId: { Ref: 'Api' },
              AuthorizerType: 'REQUEST',
              AuthorizerPayloadFormatVersion: '2.0',
              EnableSimpleResponses: true,
              IdentitySource: ['$request.header.Authorization'],
              AuthorizerUri: {
                'Fn::Join': [
                  '',
                  [
                    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
                    { 'Fn::ImportValue': 'Functions:Auth' },
                    '/invocations',
                  ],
                ],
              },
            },
          },
        },
      },
    });
    const url = `${gateway.endpoints[0]?.url}/hello`;

    expect(await send(url)).toMatchObject({ status: 401 });
    // The function answers no authorizer's answer.
    expect(await send(url, { headers: { authorization: 'x' } })).toMatchObject({ status: 500 });
    expect(notices()).toEqual([]);
  });

  it('serves a SpecRestApi: paths, parameters, models, authorizers and gateway responses (REST-18)', async () => {
    const uri = lambdaIntegration('Handler')['Uri'];
    const gateway = await serveStack({
      Handler: lambda(),
      Auth: lambda({
        Code: { ZipFile: 'exports.handler = async () => { throw new Error("Unauthorized"); };' },
      }),
      ...restApi('Spec', {
        Name: undefined,
        Body: {
          openapi: '3.0.1',
          info: { title: 'Pets', version: '1' },
          'x-amazon-apigateway-request-validators': {
            all: { validateRequestBody: true, validateRequestParameters: true },
          },
          'x-amazon-apigateway-request-validator': 'all',
          'x-amazon-apigateway-gateway-responses': {
            UNAUTHORIZED: {
              statusCode: 418,
              responseTemplates: { 'application/json': '{"tea":true}' },
            },
          },
          paths: {
            '/': {
              get: {
                'x-amazon-apigateway-integration': {
                  type: 'mock',
                  requestTemplates: { 'application/json': '{"statusCode":200}' },
                  responses: { default: { statusCode: '200' } },
                },
                responses: { 200: {} },
              },
            },
            '/pets/{id}': {
              parameters: [{ name: 'id', in: 'path', required: true }],
              get: {
                operationId: 'getPet',
                parameters: [{ $ref: '#/components/parameters/Limit' }],
                'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri },
              },
              'x-amazon-apigateway-any-method': {
                security: [{ guard: [] }],
                'x-amazon-apigateway-integration': { type: 'AWS_PROXY', httpMethod: 'POST', uri },
              },
            },
            '/pets': {
              post: {
                requestBody: {
                  content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
                },
                'x-amazon-apigateway-integration': { type: 'AWS_PROXY', httpMethod: 'POST', uri },
              },
            },
          },
          components: {
            parameters: { Limit: { name: 'limit', in: 'query', required: true } },
            schemas: {
              Pet: {
                type: 'object',
                required: ['kind'],
                properties: { kind: { $ref: '#/components/schemas/Kind' } },
              },
              Kind: { type: 'string', enum: ['cat', 'dog'] },
            },
            securitySchemes: {
              guard: {
                type: 'apiKey',
                name: 'X-Guard',
                in: 'header',
                'x-amazon-apigateway-authtype': 'custom',
                'x-amazon-apigateway-authorizer': {
                  type: 'token',
                  authorizerUri: lambdaIntegration('Auth')['Uri'],
                },
              },
            },
          },
        },
      }),
    });
    const [endpoint] = gateway.endpoints;
    const url = endpoint?.url ?? '';
    const post = (body: string) =>
      send(`${url}/pets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });

    expect(endpoint?.name).toBe('Pets');
    expect(await send(`${url}/`)).toMatchObject({ status: 200 });
    expect(JSON.parse((await send(`${url}/pets/7?limit=1`)).body)).toMatchObject({
      resource: '/pets/{id}',
      pathParameters: { id: '7' },
      requestContext: { operationName: 'getPet' },
    });
    expect(await send(`${url}/pets/7`)).toMatchObject({
      status: 400,
      body: '{"message": "Missing required request parameters: [limit]"}',
    });
    expect(await post('{"kind":"cat"}')).toMatchObject({ status: 200 });
    expect(await post('{"kind":"cow"}')).toMatchObject({ status: 400 });
    expect(
      await send(`${url}/pets/7`, { method: 'PUT', headers: { 'x-guard': 'a' } }),
    ).toMatchObject({ status: 418, body: '{"tea":true}' });
  });

  it('serves an HTTP API described by an OpenAPI document', async () => {
    const gateway = await serveStack({
      Handler: lambda(),
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Body: {
            openapi: '3.0.1',
            info: { title: 'Described' },
            'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example'] },
            paths: {
              '/users/{id}': {
                get: {
                  'x-amazon-apigateway-integration': {
                    $ref: '#/components/x-amazon-apigateway-integrations/handler',
                  },
                },
                'x-amazon-apigateway-any-method': {
                  security: [{ guard: [] }],
                  'x-amazon-apigateway-integration': {
                    $ref: '#/components/x-amazon-apigateway-integrations/handler',
                  },
                },
              },
            },
            components: {
              'x-amazon-apigateway-integrations': {
                handler: {
                  type: 'AWS_PROXY',
                  httpMethod: 'POST',
                  uri: { 'Fn::GetAtt': ['Handler', 'Arn'] },
                  payloadFormatVersion: '2.0',
                },
              },
              securitySchemes: {
                guard: {
                  type: 'oauth2',
                  'x-amazon-apigateway-authorizer': {
                    type: 'jwt',
                    identitySource: '$request.header.Authorization',
                    jwtConfiguration: { issuer: 'https://issuer.example', audience: ['app'] },
                  },
                },
              },
            },
          },
        },
      },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' },
      },
    });
    const [endpoint] = gateway.endpoints;
    const url = `${endpoint?.url}/users/7`;

    expect(endpoint?.name).toBe('Described');
    const answer = await send(url, { headers: { origin: 'https://a.example' } });
    expect(JSON.parse(answer.body)).toMatchObject({ routeKey: 'GET /users/{id}' });
    expect(answer.headers['access-control-allow-origin']).toBe('https://a.example');
    expect(await send(url, { method: 'PUT' })).toMatchObject({ status: 401 });
    expect(notices()).toEqual([]);
  });

  it('says what AWS would not deploy: credentials for any origin (HTTP2-41)', async () => {
    await serveStack({
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          ProtocolType: 'HTTP',
          CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true },
        },
      },
    });

    expect(notices().join()).toContain('expected named origins');
  });

  it('serves functions and APIs of nested stacks, with their parameters and outputs', async () => {
    const gateway = await serve({
      'manifest.json': {
        artifacts: {
          App: {
            type: 'aws:cloudformation:stack',
            properties: { templateFile: 'App.template.json' },
          },
        },
      },
      'App.template.json': {
        Resources: {
          Functions: {
            Type: 'AWS::CloudFormation::Stack',
            Metadata: { 'aws:asset:path': 'Functions.nested.template.json' },
          },
          Apis: {
            Type: 'AWS::CloudFormation::Stack',
            Properties: {
              Parameters: { handlerArn: { 'Fn::GetAtt': ['Functions', 'Outputs.HandlerArn'] } },
            },
            Metadata: { 'aws:asset:path': 'Apis.nested.template.json' },
          },
        },
      },
      'Functions.nested.template.json': {
        Resources: { Handler: lambda() },
        Outputs: { HandlerArn: { Value: { 'Fn::GetAtt': ['Handler', 'Arn'] } } },
      },
      'Apis.nested.template.json': {
        Parameters: { handlerArn: { Type: 'String' } },
        Resources: {
          ...restApi('Api'),
          Get: method('Api', root('Api'), 'GET', {
            Integration: {
              ...lambdaIntegration('none'),
              Uri: {
                'Fn::Join': [
                  '',
                  [
                    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
                    { Ref: 'handlerArn' },
                    '/invocations',
                  ],
                ],
              },
            },
          }),
        },
      },
    });

    expect(await send(`${gateway.endpoints[0]?.url}/`)).toMatchObject({ status: 200 });
    expect(notices()).toEqual([]);
  });

  it('finds nested stacks by the keys of their assets, as a synth without the CLI leaves them', async () => {
    const url = (key: string) => ({
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        TemplateURL: { 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::Region' }, `/b/${key}`]] },
      },
    });
    const asset = (path: string) => ({
      source: { path, packaging: 'file' },
      destinations: { d: { objectKey: path.replace('.nested.template', '') } },
    });
    const gateway = await serve({
      'manifest.json': {
        artifacts: {
          App: {
            type: 'aws:cloudformation:stack',
            properties: { templateFile: 'App.template.json' },
          },
        },
      },
      'App.assets.json': {
        files: {
          outer: asset('outer.nested.template.json'),
          inner: asset('inner.nested.template.json'),
        },
      },
      'App.template.json': { Resources: { Outer: url('outer.json') } },
      // CON-12: it also holds itself.
      'outer.nested.template.json': {
        Resources: { Inner: url('inner.json'), Self: url('outer.json') },
      },
      'inner.nested.template.json': {
        Resources: {
          Handler: lambda(),
          ...restApi('Api'),
          Get: method('Api', root('Api'), 'GET', { Integration: lambdaIntegration('Handler') }),
        },
      },
    });

    expect(gateway.endpoints.map(({ stack }) => stack)).toEqual(['App-Outer-Inner']);
    expect(await send(`${gateway.endpoints[0]?.url}/`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['a URL', { Properties: { TemplateURL: 'https://s3.amazonaws.com/bucket/nested.json' } }],
    ['a path', { Properties: { TemplateURL: 'nested.json' } }],
    ['an asset', { Properties: {}, Metadata: { 'aws:asset:path': 'Nested.template.json' } }],
  ])('serves the rest where a nested stack is not there, named by %s', async (_name, nested) => {
    const gateway = await serveStack({
      Handler: lambda(),
      ...restApi('Api'),
      RootGet: method('Api', root('Api'), 'GET', { Integration: lambdaIntegration('Handler') }),
      Nested: { Type: 'AWS::CloudFormation::Stack', ...nested },
    });

    expect(await send(gateway.endpoints[0]?.url ?? '')).toMatchObject({ status: 200 });
    expect(notices()).toEqual([
      'App/Nested: the template of the nested stack is not in this assembly, nothing in it is served',
    ]);
  });

  it('serves the stacks of every CDK Stage, each on ports of its own', async () => {
    const stage = (stack: string) => ({
      artifacts: {
        [stack]: {
          type: 'aws:cloudformation:stack',
          properties: { templateFile: `${stack}.template.json`, stackName: stack },
        },
      },
    });
    const template = {
      Resources: {
        Handler: lambda(),
        ...restApi('Api'),
        Get: method('Api', root('Api'), 'GET', { Integration: lambdaIntegration('Handler') }),
      },
    };
    const nested = (directoryName: string) => ({
      type: 'cdk:cloud-assembly',
      properties: { directoryName },
    });
    const gateway = await serve({
      'manifest.json': {
        artifacts: { Dev: nested('assembly-Dev'), Prod: nested('assembly-Prod') },
      },
      'assembly-Dev/manifest.json': stage('Dev-App'),
      'assembly-Dev/Dev-App.template.json': template,
      'assembly-Prod/manifest.json': stage('Prod-App'),
      'assembly-Prod/Prod-App.template.json': template,
    });

    expect(gateway.endpoints.map(({ stack }) => stack)).toEqual(['Dev-App', 'Prod-App']);
    for (const { url } of gateway.endpoints) {
      expect(await send(`${url}/`)).toMatchObject({ status: 200 });
    }
  });

  it('serves stacks of one name for several accounts side by side', async () => {
    const artifact = (templateFile: string) => ({
      type: 'aws:cloudformation:stack',
      properties: { templateFile, stackName: 'App' },
    });
    const template = {
      Resources: {
        Handler: lambda(),
        ...restApi('Api'),
        Get: method('Api', root('Api'), 'GET', { Integration: lambdaIntegration('Handler') }),
      },
    };
    const gateway = await serve({
      'manifest.json': { artifacts: { Dev: artifact('Dev.json'), Prod: artifact('Prod.json') } },
      'Dev.json': template,
      'Prod.json': template,
    });

    expect(gateway.endpoints.map(({ stack }) => stack)).toEqual(['App', 'App-2']);
    for (const { url } of gateway.endpoints) {
      expect(await send(`${url}/`)).toMatchObject({ status: 200 });
    }
  });

  it('answers 501 where it cannot serve, says why at the start, and serves the rest', async () => {
    const gateway = await serveStack({
      Handler: lambda(),
      Python: lambda({ Runtime: 'python3.13' }),
      Image: { Type: 'AWS::Lambda::Function', Properties: { PackageType: 'Image' } },
      ...restApi('Api'),
      Python1: resource('Api', root('Api'), 'python'),
      PythonGet: method('Api', { Ref: 'Python1' }, 'GET', {
        Integration: lambdaIntegration('Python'),
      }),
      Image1: resource('Api', root('Api'), 'image'),
      ImageGet: method('Api', { Ref: 'Image1' }, 'GET', {
        Integration: lambdaIntegration('Image'),
      }),
      Table1: resource('Api', root('Api'), 'table'),
      TableGet: method('Api', { Ref: 'Table1' }, 'GET', {
        Integration: { Type: 'AWS', Uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/Query' },
      }),
      Good: resource('Api', root('Api'), 'good'),
      GoodGet: method('Api', { Ref: 'Good' }, 'GET', { Integration: lambdaIntegration('Handler') }),
    });
    const url = gateway.endpoints[0]?.url ?? '';

    for (const path of ['python', 'image', 'table']) {
      expect(await send(`${url}/${path}`)).toMatchObject({ status: 501 });
    }
    expect(await send(`${url}/good`)).toMatchObject({ status: 200 });
    expect(notices()).toEqual([
      'App/PythonGet: GET /python: function Python runs python3.13, expected Node.js or a runtime of its own (provided)',
      'App/ImageGet: GET /image: function Image runs a container image, expected Node.js or a runtime of its own (provided)',
      'App/TableGet: GET /table: an AWS integration that calls no Lambda function is not served here',
    ]);
  });
});
