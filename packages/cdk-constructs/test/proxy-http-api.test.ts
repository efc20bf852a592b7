import { PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { User } from 'aws-cdk-lib/aws-iam';
import { Fn } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { ProxyHttpApi, type ProxyHttpApiProps } from '../src/index.ts';
import { newHandler, newStack, templateOf } from './synth.ts';

function api(props: Partial<ProxyHttpApiProps> = {}, more: (api: ProxyHttpApi) => void = () => {}) {
  return templateOf((stack) =>
    more(new ProxyHttpApi(stack, 'Api', { handler: newHandler(stack), ...props })),
  );
}

function routeKeys(template: ReturnType<typeof api>): string[] {
  return Object.values(template.findResources('AWS::ApiGatewayV2::Route'))
    .map(({ Properties }) => String(Properties.RouteKey))
    .toSorted();
}

describe('ProxyHttpApi', () => {
  it('routes every path, the root too, in payload format 2.0', () => {
    const template = api();

    expect(routeKeys(template)).toEqual(['ANY /', 'ANY /{proxy+}']);
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      PayloadFormatVersion: '2.0',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
    });
  });

  it('adds routes', () => {
    const template = api({ path: '/users', method: 'GET' }, (made) => {
      made.addRoute('/users/{id}', 'DELETE');
    });

    expect(routeKeys(template)).toEqual(['DELETE /users/{id}', 'GET /users']);
  });

  it('adds a greedy route whose parent is routed already', () => {
    const template = api({ path: '/users', method: 'GET' }, (made) => {
      made.addRoute('/users/{rest+}', 'GET');
    });

    expect(routeKeys(template)).toEqual(['GET /users', 'GET /users/{rest+}']);
  });

  it('CDK-01: names a route that exists already', () => {
    expect(() => api({}, (made) => made.addRoute('/', 'ANY'))).toThrow(
      'found route ANY / twice, expected it once',
    );
  });

  it.each([
    ['/users/{rest+}', '/users'],
    ['/{proxy+}', '/'],
    ['/users/{id}', '/users/{id}'],
  ])('HTTP2-10: with the path %s has a URL that its routes match', (path, expected) => {
    const stack = newStack();
    const { url } = new ProxyHttpApi(stack, 'Api', { handler: newHandler(stack), path });

    const host = stack.resolve(url)['Fn::Join'][1];

    expect(host.at(-1)).toBe(expected);
  });

  it('CDK-04: throttles and writes access logs', () => {
    const template = api();

    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    api({ accessLogs: false }).resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  it('has payload format 1.0 and CORS when told to', () => {
    const template = api({
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      cors: { allowOrigins: ['https://a.example', 'http://*'] },
    });

    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      PayloadFormatVersion: '1.0',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowOrigins: ['https://a.example', 'http://*'] },
    });
  });

  it('takes a list of origins that only deployment knows', () => {
    const template = api({ cors: { allowOrigins: Fn.split(',', Fn.ref('Origins')) } });

    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowOrigins: { 'Fn::Split': [',', { Ref: 'Origins' }] } },
    });
  });

  it('grants calls to a principal, with IAM authorization', () => {
    const template = api({ authorizer: new HttpIamAuthorizer() }, (made) => {
      made.grantInvoke(new User(made, 'Caller'));
    });

    template.allResourcesProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'AWS_IAM' });
    template.resourceCountIs('AWS::IAM::Policy', 2);
  });

  it('has the members of an endpoint', () => {
    const stack = newStack();
    const made = new ProxyHttpApi(stack, 'Api', { handler: newHandler(stack), path: '/hello' });

    expect(stack.resolve(made.url)['Fn::Join'][1].at(-1)).toMatch(/\/hello$/);
    expect(made.metricCount().metricName).toBe('Count');
    expect(made.metricClientError().metricName).toBe('4xx');
    expect(made.metricServerError().metricName).toBe('5xx');
    expect(made.metricLatency().metricName).toBe('Latency');
    expect(made.addAlarms()).toHaveLength(3);
  });

  it.each([
    ['CORS * with credentials', { cors: { allowOrigins: ['*'], allowCredentials: true } }],
    ['CORS for a URL with a path', { cors: { allowOrigins: ['https://a.example/'] } }],
    ['CORS for a part of a host', { cors: { allowOrigins: ['https://*.a.example'] } }],
    ['an empty name', { apiName: '' }],
    ['a bad stage name', { stageName: 'a b' }],
    ['a bad path', { path: '/a//b' }],
    ['a bad method', { method: 'TRACE' }],
    ['a method that only deployment knows', { method: Fn.ref('Method') }],
    ['a rate that is no number', { throttlingRateLimit: Number.NaN }],
    ['a burst of less than none', { throttlingBurstLimit: -1 }],
  ] satisfies [string, Partial<ProxyHttpApiProps>][])('CDK-02: refuses %s', (_what, props) => {
    expect(() => api(props)).toThrow(TypeError);
  });
});
