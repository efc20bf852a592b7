import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Model } from '../../src/model/model.ts';
import { readModel } from '../../src/model/read-model.ts';
import { lambdaIntegration } from '../assemblies.ts';

async function modelOf(Resources: Readonly<Record<string, unknown>>): Promise<Model> {
  const file = join(await mkdtemp(join(tmpdir(), 'templates-')), 'App.template.json');
  await writeFile(file, JSON.stringify({ Resources }));
  return readModel(file);
}

const lambda = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { ZipFile: 'exports.handler = async () => ({});' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
  },
};

const api = (Body: object) => ({
  Type: 'AWS::ApiGateway::RestApi',
  Properties: { Name: 'Api', Body },
});

describe('the security of OpenAPI documents', () => {
  const guard = (authorizer: object) =>
    api({
      openapi: '3.0.1',
      paths: {
        '/users': {
          get: {
            security: [{ guard: [] }],
            'x-amazon-apigateway-integration': {
              type: 'AWS_PROXY',
              httpMethod: 'POST',
              uri: lambdaIntegration('Fn')['Uri'],
            },
          },
        },
      },
      components: {
        securitySchemes: {
          guard: {
            type: 'apiKey',
            name: 'Unused',
            in: 'header',
            'x-amazon-apigateway-authtype': 'custom',
            'x-amazon-apigateway-authorizer': {
              authorizerUri: lambdaIntegration('Fn')['Uri'],
              ...authorizer,
            },
          },
        },
      },
    });

  it.each([
    ['a REQUEST authorizer without identity sources', { type: 'request' }, []],
    ['a TOKEN authorizer', { type: 'token' }, ['method.request.header.Unused']],
    [
      'a REQUEST authorizer with identity sources',
      { type: 'request', identitySource: 'method.request.header.A, context.stage' },
      ['method.request.header.A', 'context.stage'],
    ],
  ])('gives %s its identity sources (GW-16)', async (_name, authorizer, identitySources) => {
    const { restApis } = await modelOf({ Fn: lambda, Api: guard(authorizer) });

    expect(restApis[0]?.resources[0]?.methods[0]?.authorizer).toMatchObject({ identitySources });
  });

  it.each([
    [[{ first: [] }, { second: [] }], { authorizer: { name: 'first' } }],
    [[{ second: [] }, { first: [] }], { authorizer: { name: 'second' } }],
    [[{ sigv4: [] }, { first: [] }], { authorizationType: 'AWS_IAM' }],
    [[{ first: [], key: [] }], { authorizer: { name: 'first' }, apiKeyRequired: true }],
    [[{ key: [] }, { second: [] }], { authorizer: { name: 'second' }, apiKeyRequired: true }],
  ])('takes the first of several requirements: %j', async (security, expected) => {
    const uri = lambdaIntegration('Fn')['Uri'];
    const scheme = (own: object) => ({
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      ...own,
    });
    const custom = {
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: uri },
    };
    const { restApis } = await modelOf({
      Fn: lambda,
      Api: api({
        openapi: '3.0.1',
        paths: {
          '/users': {
            get: {
              security,
              'x-amazon-apigateway-integration': { type: 'AWS_PROXY', httpMethod: 'POST', uri },
            },
          },
        },
        components: {
          securitySchemes: {
            first: scheme(custom),
            second: scheme(custom),
            sigv4: scheme({ 'x-amazon-apigateway-authtype': 'awsSigv4' }),
            key: scheme({ name: 'x-api-key' }),
          },
        },
      }),
    });

    expect(restApis[0]?.resources[0]?.methods).toMatchObject([expected]);
  });

  it.each([
    ['a scheme of SigV4', { security: [{ sigv4: [] }] }],
    ['an extension', { 'x-amazon-apigateway-auth': { type: 'aws_iam' } }],
  ])('guards a route of an HTTP API with IAM by %s (HTTP2-19)', async (_name, security) => {
    const { httpApis } = await modelOf({
      Fn: lambda,
      Http: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Body: {
            openapi: '3.0.1',
            paths: {
              '/users': {
                get: {
                  ...security,
                  'x-amazon-apigateway-integration': {
                    type: 'AWS_PROXY',
                    uri: { 'Fn::GetAtt': ['Fn', 'Arn'] },
                    payloadFormatVersion: '2.0',
                  },
                },
              },
            },
            components: {
              securitySchemes: {
                sigv4: {
                  type: 'apiKey',
                  name: 'Authorization',
                  in: 'header',
                  'x-amazon-apigateway-authtype': 'awsSigv4',
                },
              },
            },
          },
        },
      },
    });

    expect(httpApis[0]?.routes).toMatchObject([{ authorizationType: 'AWS_IAM' }]);
  });
});
