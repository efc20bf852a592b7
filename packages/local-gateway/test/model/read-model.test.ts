import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { endpointsOf, servedApis } from '../../src/endpoints.ts';
import { readModel } from '../../src/model/read-model.ts';
import { httpApi, lambdaIntegration, restApi } from '../assemblies.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-model-'));

function modelOf(template: unknown) {
  const file = join(folder, 'App.template.json');
  writeFileSync(file, JSON.stringify(template));
  return readModel(file);
}

/** One of everything that is served. */
const template = {
  Parameters: { Stage: { Type: 'String', Default: 'v1' } },
  Conditions: { Always: { 'Fn::Equals': [{ Ref: 'Stage' }, 'v1'] } },
  Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Export: { Name: 'arn' } } },
  Resources: {
    Fn: {
      Type: 'AWS::Lambda::Function',
      Condition: 'Always',
      Properties: {
        Code: { ZipFile: 'exports.handler = async () => ({})' },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Environment: { Variables: { STAGE: { Ref: 'Stage' } } },
        ReservedConcurrentExecutions: 2,
      },
    },
    ...restApi([
      {
        path: '{id}',
        method: 'POST',
        integration: lambdaIntegration('Fn', {
          RequestTemplates: { 'application/json': '{}' },
          RequestParameters: { 'integration.request.header.a': "'b'" },
          IntegrationResponses: [
            { StatusCode: '200', ResponseTemplates: {}, ResponseParameters: {} },
          ],
        }),
        properties: {
          AuthorizationType: 'CUSTOM',
          AuthorizerId: { Ref: 'Auth' },
          RequestValidatorId: { Ref: 'Validator' },
          RequestModels: { 'application/json': { Ref: 'Model' } },
          RequestParameters: { 'method.request.querystring.a': true },
          ApiKeyRequired: true,
        },
      },
    ]),
    Auth: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        RestApiId: { Ref: 'Api' },
        Type: 'TOKEN',
        IdentitySource: 'method.request.header.A',
        AuthorizerUri: lambdaIntegration('Fn')['Uri'],
      },
    },
    Validator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true },
    },
    Model: {
      Type: 'AWS::ApiGateway::Model',
      Properties: { RestApiId: { Ref: 'Api' }, Name: 'Model', Schema: { type: 'object' } },
    },
    Response: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResponseType: 'DEFAULT_4XX',
        ResponseParameters: { 'gatewayresponse.header.A': "'b'" },
      },
    },
    Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: 'v' } },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: {
        ApiStages: [
          { ApiId: { Ref: 'Api' }, Stage: 'v1', Throttle: { '/{id}/POST': { RateLimit: 1 } } },
        ],
        Quota: { Limit: 1, Period: 'DAY' },
        Throttle: { RateLimit: 1, BurstLimit: 1 },
      },
    },
    PlanKey: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { UsagePlanId: { Ref: 'Plan' }, KeyId: { Ref: 'Key' } },
    },
    Spec: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Body: {
          openapi: '3.0.1',
          paths: {
            '/a': {
              parameters: [{ $ref: '#/components/parameters/P' }],
              get: {
                security: [{ guard: ['s'] }],
                requestBody: { content: { 'application/json': { schema: { $ref: '#/x/M' } } } },
                responses: { 200: {} },
                'x-amazon-apigateway-integration': {
                  type: 'mock',
                  responses: { default: { statusCode: '200' } },
                },
              },
            },
          },
          components: {
            schemas: { M: { type: 'object' } },
            parameters: { P: { in: 'query', name: 'p' } },
            securitySchemes: {
              guard: {
                'x-amazon-apigateway-authorizer': {
                  type: 'token',
                  authorizerUri: lambdaIntegration('Fn')['Uri'],
                },
              },
            },
          },
        },
      },
    },
    ...httpApi('Http', [{ key: 'GET /x', functionId: 'Fn' }], {
      properties: { CorsConfiguration: { AllowOrigins: ['*'], MaxAge: 1 } },
    }),
    HttpSpec: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Body: {
          'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example'] },
          paths: {
            '/a': {
              get: {
                security: [{ guard: ['s'] }],
                'x-amazon-apigateway-integration': { $ref: '#/components/integrations/i' },
              },
            },
          },
          components: {
            integrations: { i: { type: 'AWS_PROXY', uri: { 'Fn::GetAtt': ['Fn', 'Arn'] } } },
            securitySchemes: {
              guard: { 'x-amazon-apigateway-authorizer': { type: 'jwt', identitySource: 'x' } },
            },
          },
        },
      },
    },
    Jwt: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Http' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.A'],
      },
    },
    Url: {
      Type: 'AWS::Lambda::Url',
      Properties: { TargetFunctionArn: { Ref: 'Fn' }, Cors: { AllowOrigins: ['*'] } },
    },
    Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {} },
    Group: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        TargetType: 'lambda',
        Targets: [{ Id: { 'Fn::GetAtt': ['Fn', 'Arn'] } }],
        TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }],
      },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
      },
    },
    Rule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: 1,
        Conditions: [
          { Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } },
          { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'a', Value: 'b' }] } },
        ],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      },
    },
  },
};

/** Every place in a JSON value. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...path, key])),
  ];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as unknown as Record<string, unknown>)
    : { ...(value as Record<string, unknown>) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

describe('readModel', () => {
  it('reads one of everything without a complaint', () => {
    const model = modelOf(template);

    expect(model.restApis).toHaveLength(2);
    expect(model.httpApis).toHaveLength(2);
    expect(model.functionUrls).toHaveLength(1);
    expect(model.listeners).toHaveLength(1);
    expect(model.diagnostics.map(({ message }) => message)).toEqual([]);
  });

  it('gives every stage, URL and listener an endpoint', () => {
    const urls = servedApis(modelOf(template)).flatMap((api, index) =>
      endpointsOf(api, 3_000 + index).map(({ frontDoor, url }) => `${frontDoor} ${url}`),
    );

    expect(urls).toEqual([
      'rest-api http://localhost:3000/v1',
      'http-api http://localhost:3002',
      'function-url http://localhost:3004',
      'alb http://localhost:3005',
    ]);
  });

  it('CON-12: never fails over a template, whatever stands in it at any place', () => {
    const places = placesOf(template.Resources).map((path) => ['Resources', ...path]);
    const odd = fc.oneof(
      fc.constantFrom(null, 0, '', 'text', true, [], {}, [null], { Ref: 'Api' }, { Ref: 'none' }),
      fc.constantFrom<unknown>({ 'Fn::GetAtt': ['Fn'] }, { 'Fn::Join': 'x' }, { 'Fn::Sub': null }),
      fc.constantFrom<unknown>({ 'Fn::If': ['none'] }, { 'Fn::Select': [] }, { 'Fn::Nope': 1 }),
      fc.jsonValue({ maxDepth: 2 }),
    );

    fc.assert(
      fc.property(
        fc.constantFrom(...places.filter(({ length }) => length > 2)),
        odd,
        (path, value) => {
          const model = modelOf(replaced(template, path, value));

          for (const api of servedApis(model)) endpointsOf(api, 3_000);
          return Array.isArray(model.diagnostics);
        },
      ),
      { numRuns: 400, examples: [[['Resources', 'Fn', 'Type'], null]] },
    );
  });
});
