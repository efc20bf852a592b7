import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ProxyRestApi, type ProxyRestApiOptions } from '../src/index.ts';
import { newHandler, templateOf } from './synth.ts';

const origins = ['https://a.example', 'https://b.example'];

function api(options: ProxyRestApiOptions): Template {
  return templateOf((stack) => {
    new ProxyRestApi(stack, 'Api', { handler: newHandler(stack), path: '/', ...options });
  });
}

describe('ProxyRestApi with CORS', () => {
  it('CORS-6, REQ-61: answers preflights on every route, also with binaryMediaTypes */*', () => {
    const template = api({
      path: '/{proxy+}',
      cors: { allowOrigins: ['*'] },
      binaryMediaTypes: ['*/*'],
    });

    const preflights = template.findResources('AWS::ApiGateway::Method', {
      Properties: { HttpMethod: 'OPTIONS', Integration: { ContentHandling: 'CONVERT_TO_TEXT' } },
    });
    expect(Object.keys(preflights)).toHaveLength(2);
  });

  it('answers preflights of routes added later', () => {
    const template = templateOf((stack) => {
      new ProxyRestApi(stack, 'Api', {
        handler: newHandler(stack),
        path: '/a',
        cors: { allowOrigins: ['*'] },
      }).addRoute('/b', 'GET');
    });

    const preflights = template.findResources('AWS::ApiGateway::Method', {
      Properties: { HttpMethod: 'OPTIONS' },
    });
    expect(Object.keys(preflights)).toHaveLength(2);
  });

  it.each([
    { allowOrigins: ['*'], origin: "'*'", credentials: undefined },
    {
      allowOrigins: ['https://a.example'],
      allowCredentials: true,
      origin: "'https://a.example'",
      credentials: "'true'",
    },
    {
      allowOrigins: origins,
      allowCredentials: true,
      origin: 'method.request.header.origin',
      credentials: undefined,
    },
  ])('GW-13: lets $allowOrigins read what API Gateway answers itself', (row) => {
    const { origin, credentials, ...cors } = row;
    const template = api({ cors });

    for (const ResponseType of ['DEFAULT_4XX', 'DEFAULT_5XX']) {
      template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
        ResponseType,
        ResponseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': origin,
          'gatewayresponse.header.Access-Control-Allow-Credentials': credentials ?? Match.absent(),
        },
      });
    }
  });

  it('with proxy: false maps the headers onto every answer', () => {
    const header = 'method.response.header.Access-Control-Allow-Origin';
    const template = api({
      proxy: false,
      cors: { allowOrigins: ['https://a.example'], allowCredentials: true, exposeHeaders: ['x-a'] },
    });

    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'ANY',
      Integration: {
        IntegrationResponses: Match.arrayWith([
          Match.objectLike({
            StatusCode: '200',
            ResponseParameters: {
              [header]: "'https://a.example'",
              'method.response.header.Access-Control-Allow-Credentials': "'true'",
              'method.response.header.Access-Control-Expose-Headers': "'x-a'",
              'method.response.header.Vary': "'Origin'",
            },
          }),
          Match.objectLike({
            StatusCode: '500',
            ResponseParameters: Match.objectLike({ [header]: "'https://a.example'" }),
          }),
        ]),
      },
      MethodResponses: Match.arrayWith([
        Match.objectLike({
          StatusCode: '500',
          ResponseParameters: Match.objectLike({ [header]: true }),
        }),
      ]),
    });
  });

  it('with proxy: false leaves a header to whoever maps it, in any spelling', () => {
    const template = api({
      proxy: false,
      cors: { allowOrigins: ['https://a.example'] },
      responseHeaders: { vary: "'Accept, Origin'", 'X-Id': 'context.requestId' },
      integrationResponses: [
        { statusCode: '200', responseParameters: { 'method.response.header.x-id': "'1'" } },
      ],
    });

    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'ANY',
      Integration: {
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseParameters: {
              'method.response.header.Access-Control-Allow-Origin': "'https://a.example'",
              'method.response.header.vary': "'Accept, Origin'",
              'method.response.header.Vary': Match.absent(),
              'method.response.header.x-id': "'1'",
              'method.response.header.X-Id': Match.absent(),
            },
          },
        ],
      },
    });
  });
});
