import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { httpApi, lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const http = (Type: string, properties: object) => ({
  Type,
  IntegrationHttpMethod: 'GET',
  Uri: 'http://127.0.0.1:1/',
  IntegrationResponses: [{ StatusCode: '200' }],
  ...properties,
});

const service = {
  Type: 'AWS',
  IntegrationHttpMethod: 'POST',
  Uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/orders',
  IntegrationResponses: [{ StatusCode: '200' }],
};

const vpcLink = { ConnectionType: 'VPC_LINK', ConnectionId: 'abc123' };

const unknownUri = { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Files', 'DomainName'] }]] };

const resources = {
  Files: { Type: 'AWS::S3::Bucket' },
  ...restApi([
    { path: 'files', method: 'GET', integration: http('HTTP_PROXY', { Uri: unknownUri }) },
    { path: 'mapped-files', method: 'GET', integration: http('HTTP', { Uri: unknownUri }) },
    { path: 'link', method: 'GET', integration: http('HTTP_PROXY', vpcLink) },
    { path: 'mapped-link', method: 'GET', integration: http('HTTP', vpcLink) },
    { path: 'queue', method: 'GET', integration: service },
    { path: 'odd', method: 'GET', integration: http('GRAPHQL', {}) },
    { path: 'gone', method: 'GET', integration: lambdaIntegration('Gone') },
    { path: 'fine', method: 'GET', integration: lambdaIntegration('Fine') },
  ]),
  ...httpApi('Http', [
    {
      key: 'GET /link',
      functionId: 'Fine',
      integration: {
        IntegrationType: 'HTTP_PROXY',
        IntegrationUri: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/b/c',
        ...vpcLink,
      },
    },
    {
      key: 'GET /files',
      functionId: 'Fine',
      integration: { IntegrationType: 'HTTP_PROXY', IntegrationUri: unknownUri },
    },
    {
      key: 'GET /queue',
      functionId: 'Fine',
      integration: { IntegrationSubtype: 'SQS-SendMessage' },
    },
    {
      key: 'GET /steps',
      functionId: 'Fine',
      integration: { IntegrationSubtype: 'StepFunctions-StartExecution' },
    },
    { key: 'GET /gone', functionId: 'Gone' },
    { key: 'GET /fine', functionId: 'Fine' },
  ]),
  Gone: {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: './gone', Handler: 'index.handler', Runtime: 'nodejs24.x' },
  },
  Layered: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { ZipFile: 'exports.handler = async () => ({});' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:tools:1'],
    },
  },
  Python: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { ZipFile: 'def handler(event, context): pass' },
      Handler: 'index.handler',
      Runtime: 'python3.13',
    },
  },
  RestAuthorizer: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Name: 'rest',
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerUri: lambdaIntegration('Python')['Uri'],
    },
  },
  HttpAuthorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Http' },
      Name: 'http',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: lambdaIntegration('Python')['Uri'],
    },
  },
  ForeignMethod: {
    Type: 'AWS::ApiGateway::Method',
    Properties: { RestApiId: 'abcdefghij', ResourceId: 'root', HttpMethod: 'GET' },
  },
  ForeignRoute: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: 'klmnopqrst', RouteKey: 'GET /' },
  },
  ForeignGroup: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { TargetType: 'lambda', Targets: [{ Id: { 'Fn::GetAtt': ['Fine', 'Arn'] } }] },
  },
  ForeignRule: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/b/c',
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'ForeignGroup' } }],
    },
  },
  Firewall: { Type: 'AWS::WAFv2::WebACLAssociation', Properties: {} },
  Chat: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { Name: 'Chat', ProtocolType: 'WEBSOCKET' },
  },
};

const guarded = {
  Guarded: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'guarded', Policy: {} } },
  GuardedSpec: {
    Type: 'AWS::ApiGateway::RestApi',
    Properties: { Body: { openapi: '3.0.1', paths: {}, 'x-amazon-apigateway-policy': {} } },
  },
};

describe('what is not served', () => {
  let gateway: Gateway;
  const log: LogEntry[] = [];
  const notices = () =>
    log.flatMap((entry) => (entry.kind === 'notice' ? [entry.message] : [])).join('\n');

  beforeAll(async () => {
    const functions = { Fine: 'export const handler = async () => ({ statusCode: 200 });' };
    gateway = await startGateway({
      path: await writeAssembly({ functions, resources: { ...resources, ...guarded } }),
      port: 0,
      log: (entry) => log.push(entry),
    });
  });

  afterAll(() => gateway.close());

  it.each([
    ['rest-api', '/link', 'VPC links are not served here'],
    ['rest-api', '/mapped-link', 'VPC links are not served here'],
    ['rest-api', '/files', 'the integration has no URI'],
    ['rest-api', '/mapped-files', 'the integration has no URI'],
    ['http-api', '/files', 'the integration has no URI'],
    ['rest-api', '/queue', 'an AWS integration that calls no Lambda function is not served here'],
    ['rest-api', '/odd', 'integration type GRAPHQL is not served here'],
    ['rest-api', '/gone', 'function Gone has its code in '],
    ['http-api', '/gone', 'which is not there, run the synth step again'],
    ['http-api', '/link', 'VPC links are not served here'],
    ['http-api', '/queue', 'integration with SQS-SendMessage is not served here'],
    ['http-api', '/steps', 'integration with StepFunctions-StartExecution is not served here'],
  ])(
    'answers 501 on %s %s and says why, in the answer and at the start',
    async (frontDoor, path, why) => {
      const url = gateway.endpoints.find((endpoint) => endpoint.frontDoor === frontDoor)?.url ?? '';

      const { status, body } = await send(url + path);

      expect(status).toBe(501);
      expect(JSON.parse(body)).toMatchObject({ message: expect.stringContaining(why) });
      expect(notices()).toContain(why);
    },
  );

  it('has no endpoint for a WebSocket API, and says so at the start', () => {
    expect(gateway.endpoints.map(({ name }) => name)).not.toContain('Chat');
    expect(notices()).toContain('Test/Chat: WebSocket APIs are not served');
  });

  it('says that a function runs without its layers', () => {
    expect(notices()).toContain('Test/Layered: layers are not served here');
  });

  it.each([
    'Test/RestAuthorizer: authorizer rest: function Python runs python3.13',
    'Test/HttpAuthorizer: authorizer http: function Python runs python3.13',
  ])('says at the start which authorizer cannot be asked: %s', (notice) => {
    expect(notices()).toContain(notice);
  });

  it.each([
    'Test/ForeignMethod: REST API abcdefghij is not in this app, its methods are not served',
    'Test/ForeignRoute: HTTP API klmnopqrst is not in this app, its routes are not served',
    'Test/ForeignRule: its listener is not in this app, the rule is not served',
  ])('says what belongs to something that is not there: %s', (notice) => {
    expect(notices()).toContain(notice);
  });

  it.each(['Test/Guarded', 'Test/GuardedSpec'])(
    'says that a resource policy keeps nobody out: %s',
    (api) => {
      expect(notices()).toContain(
        `${api}: the resource policy of a REST API is not evaluated here`,
      );
    },
  );

  it('says that a web ACL blocks nothing (GW-30)', () => {
    expect(notices()).toContain('Test/Firewall: web ACLs block nothing here');
  });

  it.each(['rest-api', 'http-api'])('serves the rest of a %s', async (frontDoor) => {
    const url = gateway.endpoints.find((endpoint) => endpoint.frontDoor === frontDoor)?.url ?? '';

    expect(await send(`${url}/fine`)).toMatchObject({ status: 200 });
  });
});
