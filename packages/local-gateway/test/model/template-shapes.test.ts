import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Model } from '../../src/model/model.ts';
import { readModel } from '../../src/model/read-model.ts';

async function modelOf(Resources: Readonly<Record<string, unknown>>): Promise<Model> {
  const file = join(await mkdtemp(join(tmpdir(), 'templates-')), 'App.template.json');
  await writeFile(file, JSON.stringify({ Resources }));
  return readModel(file);
}

const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } };

const deployment = (properties: object) => ({
  Type: 'AWS::ApiGateway::Deployment',
  Properties: { RestApiId: { Ref: 'Api' }, ...properties },
});

describe('the shapes of templates written by hand', () => {
  it('serves the stage that a deployment makes itself (REST-60)', async () => {
    const StageDescription = {
      Variables: { color: 'red' },
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 5, ThrottlingBurstLimit: 9 },
      ],
    };
    const { restApis } = await modelOf({
      Api: api,
      Deployment: deployment({ StageName: 'prod', StageDescription }),
    });

    expect(restApis[0]?.stages).toEqual([
      {
        name: 'prod',
        deploymentId: expect.stringMatching(/^\w{6}$/),
        variables: { color: 'red' },
        throttles: [{ resourcePath: '/*', httpMethod: '*', rate: 5, burst: 9 }],
      },
    ]);
  });

  it('takes a stage of its own before the one that a deployment makes', async () => {
    const { restApis } = await modelOf({
      Api: api,
      Deployment: deployment({ StageName: 'prod' }),
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod', Variables: { a: 'b' } },
      },
    });

    expect(restApis[0]?.stages).toMatchObject([{ name: 'prod', variables: { a: 'b' } }]);
  });

  it.each([
    [
      'of the account and region of a stack',
      'arn:aws:lambda:eu-west-1:111111111111:function:hello',
    ],
    ['of another partition', 'arn:aws-cn:lambda:cn-north-1:111111111111:function:hello:live'],
  ])('finds a function of the app by an ARN %s', async (_name, TargetFunctionArn) => {
    const { functionUrls, diagnostics } = await modelOf({
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'hello',
          Code: { ZipFile: 'exports.handler = async () => ({});' },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
        },
      },
      Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', TargetFunctionArn } },
    });

    expect(diagnostics).toEqual([]);
    expect(functionUrls).toMatchObject([{ name: 'hello' }]);
  });

  it.each([
    ['an alias', { TargetFunctionArn: { Ref: 'Alias' } }, ':live'],
    [
      'a qualifier',
      { TargetFunctionArn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Qualifier: 'live' },
      ':live',
    ],
    ['a function', { TargetFunctionArn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }, ''],
  ])('invokes a function by the ARN of %s (RT-2)', async (_name, properties, qualifier) => {
    const { functionUrls, diagnostics } = await modelOf({
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'hello',
          Code: { ZipFile: 'exports.handler = async () => ({});' },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
        },
      },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionName: { Ref: 'Fn' }, FunctionVersion: '1', Name: 'live' },
      },
      Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', ...properties } },
    });

    expect(diagnostics).toEqual([]);
    expect(functionUrls).toMatchObject([
      {
        name: 'hello',
        functionArn: `arn:aws:lambda:us-east-1:123456789012:function:hello${qualifier}`,
      },
    ]);
  });

  it.each([
    ['2.0', '2.0'],
    [2, '2.0'],
    ['1.0', '1.0'],
    [undefined, '1.0'],
  ])(
    'takes a payload format version that is written as %o (HTTP2-1, HTTP2-20)',
    async (version, read) => {
      const ofApi = (type: string, properties: object) => ({
        Type: `AWS::ApiGatewayV2::${type}`,
        Properties: { ApiId: { Ref: 'Api' }, ...properties },
      });
      const { httpApis } = await modelOf({
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
        Integration: ofApi('Integration', {
          IntegrationType: 'AWS_PROXY',
          PayloadFormatVersion: version,
        }),
        Authorizer: ofApi('Authorizer', {
          AuthorizerType: 'REQUEST',
          AuthorizerPayloadFormatVersion: version,
        }),
        Route: ofApi('Route', {
          RouteKey: 'GET /',
          Target: { 'Fn::Sub': 'integrations/${Integration}' },
          AuthorizationType: 'CUSTOM',
          AuthorizerId: { Ref: 'Authorizer' },
        }),
      });

      expect(httpApis[0]?.routes).toMatchObject([
        { integration: { payloadFormatVersion: read }, authorizer: { payloadFormatVersion: read } },
      ]);
    },
  );

  it('takes media types in both spellings of CloudFormation (REST-56)', async () => {
    const { restApis } = await modelOf({
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: { Name: 'Api', BinaryMediaTypes: ['image~1png', 'application/pdf', '*~1*'] },
      },
    });

    expect(restApis[0]?.binaryMediaTypes).toEqual(['image/png', 'application/pdf', '*/*']);
  });

  it('takes an empty resource policy for none, as the Serverless Framework writes it', async () => {
    const { diagnostics } = await modelOf({
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api', Policy: '' } },
    });

    expect(diagnostics).toEqual([]);
  });

  it.each([
    [undefined, 30_000],
    [500, 500],
    ['500', 500],
    [60_000, 30_000],
  ])(
    'lets an integration of an HTTP API take %o, %i milliseconds (HTTP2-32)',
    async (TimeoutInMillis, read) => {
      const { httpApis } = await modelOf({
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
        Integration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', TimeoutInMillis },
        },
        Route: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey: '$default',
            Target: { 'Fn::Sub': 'integrations/${Integration}' },
          },
        },
      });

      expect(httpApis[0]?.routes[0]?.integration.timeoutInMillis).toBe(read);
    },
  );

  it('gives the root of an OpenAPI document the id that others name it by (REST-17)', async () => {
    const mock = { 'x-amazon-apigateway-integration': { type: 'mock' } };
    const { restApis } = await modelOf({
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: { Body: { openapi: '3.0.1', paths: { '/': { get: mock } } } },
      },
      Post: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          HttpMethod: 'POST',
          Integration: { Type: 'MOCK' },
        },
      },
    });

    expect(restApis[0]?.resources).toMatchObject([
      {
        id: expect.stringMatching(/^[a-z0-9]{10}$/),
        path: '/',
        methods: [{ httpMethod: 'GET' }, { httpMethod: 'POST' }],
      },
    ]);
  });

  it('says that loops over resources are not served', async () => {
    const { diagnostics } = await modelOf({
      'Fn::ForEach::Tables': ['Name', ['a', 'b'], { 'Table${Name}': { Type: 'AWS::S3::Bucket' } }],
    });

    expect(diagnostics).toEqual([
      {
        stack: 'App',
        logicalId: 'Fn::ForEach::Tables',
        message: 'Fn::ForEach needs the transform of language extensions, which is not served here',
      },
    ]);
  });

  it('says which variables of a function have values that only AWS knows', async () => {
    const { diagnostics, functions } = await modelOf({
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: 'exports.handler = async () => ({});' },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Environment: {
            Variables: {
              PLAIN: 'a',
              SECRET: '{{resolve:secretsmanager:db:SecretString:password}}',
              ELSEWHERE: '{{resolve:ssm:/elsewhere}}',
            },
          },
        },
      },
    });

    expect([...functions.values()]).toHaveLength(1);
    expect(diagnostics).toEqual([
      {
        stack: 'App',
        logicalId: 'Fn',
        message: 'only AWS knows the values of SECRET, ELSEWHERE, the function gets the references',
      },
    ]);
  });
});
