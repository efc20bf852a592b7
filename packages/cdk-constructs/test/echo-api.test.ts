import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { EchoApi, type EchoApiProps } from '../src/index.ts';
import { codePath, newStack, propertiesOf, templateOf } from './synth.ts';

function echo(props: Partial<EchoApiProps> = {}): Template {
  return templateOf((stack) => new EchoApi(stack, 'Echo', { codePath, ...props }));
}

function deploymentId(props: Partial<EchoApiProps>): string | undefined {
  return Object.keys(echo(props).findResources('AWS::ApiGateway::Deployment'))[0];
}

describe('EchoApi', () => {
  it.each([
    { title: 'by default', props: {}, type: 'AWS_PROXY' },
    { title: 'with proxy: true', props: { proxy: true }, type: 'AWS_PROXY' },
    { title: 'with proxy: false', props: { proxy: false }, type: 'AWS' },
    { title: 'with passthrough', props: { proxy: false, passthrough: true }, type: 'AWS' },
  ])('$title has integration type $type on POST /hello of EducativeRestAPI, stage v1', (row) => {
    const template = echo(row.props);

    template.hasResourceProperties('AWS::ApiGateway::RestApi', { Name: 'EducativeRestAPI' });
    template.hasResourceProperties('AWS::ApiGateway::Stage', { StageName: 'v1' });
    template.hasResourceProperties('AWS::ApiGateway::Resource', { PathPart: 'hello' });
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'POST',
      Integration: { Type: row.type, IntegrationHttpMethod: 'POST' },
    });
    template.hasOutput('EchoIntegrationType10387760', { Value: row.type });
    template.hasOutput('EchoUrlFB33E73C', {
      Value: { 'Fn::Join': ['', Match.arrayWith(['/hello'])] },
    });
  });

  it('takes an option that is undefined as one that is not there', () => {
    const options: object = {
      restApiName: undefined,
      stageName: undefined,
      path: undefined,
      method: undefined,
      functionOptions: { tracing: undefined },
    };

    expect(echo(options).toJSON()).toEqual(echo().toJSON());
  });

  it('REQ-33, REQ-64: with proxy: false has a default integration response and error patterns', () => {
    const { Integration } = propertiesOf(echo({ proxy: false }), 'AWS::ApiGateway::Method');

    expect(Integration).toMatchObject({
      IntegrationResponses: [
        { StatusCode: '200' },
        { StatusCode: '400', SelectionPattern: expect.any(String) },
        { StatusCode: '500', SelectionPattern: expect.any(String) },
      ],
    });
  });

  it('REQ-36: declares a method response for every integration response', () => {
    const { MethodResponses } = propertiesOf(echo({ proxy: false }), 'AWS::ApiGateway::Method');

    expect(MethodResponses).toMatchObject([
      { StatusCode: '200' },
      { StatusCode: '400' },
      { StatusCode: '500' },
    ]);
  });

  it('REQ-3: passes any payload on with passthrough, and refuses unknown content types without', () => {
    expect(
      propertiesOf(echo({ proxy: false, passthrough: true }), 'AWS::ApiGateway::Method'),
    ).toMatchObject({ Integration: { PassthroughBehavior: 'WHEN_NO_MATCH' } });
    expect(propertiesOf(echo({ proxy: false }), 'AWS::ApiGateway::Method')).toMatchObject({
      Integration: {
        PassthroughBehavior: 'NEVER',
        RequestTemplates: {
          'application/json': expect.any(String),
          'application/x-www-form-urlencoded': expect.any(String),
          'text/plain': expect.any(String),
        },
      },
    });
  });

  it.each([
    ['the flag', { proxy: true }, { proxy: false }],
    ['passthrough', { proxy: false }, { proxy: false, passthrough: true }],
    [
      'response headers',
      { proxy: false },
      { proxy: false, responseHeaders: { 'X-Mode': "'aws'" } },
    ],
    ['CORS', { proxy: false }, { proxy: false, cors: { allowOrigins: ['*'] } }],
    ['the authorization', {}, { authorizationType: AuthorizationType.IAM }],
  ] satisfies [string, Partial<EchoApiProps>, Partial<EchoApiProps>][])(
    'makes a new deployment when %s changes',
    (_what, before, after) => {
      expect(deploymentId(after)).not.toBe(deploymentId(before));
    },
  );

  it('keeps the deployment when nothing changes', () => {
    expect(deploymentId({ proxy: false })).toBe(deploymentId({ proxy: false }));
  });

  it('hands its function options on', () => {
    echo({ functionOptions: { memorySize: 512, handler: 'main.run' } }).hasResourceProperties(
      'AWS::Lambda::Function',
      { MemorySize: 512, Handler: 'main.run' },
    );
  });

  it.each([true, false])('is the same with all recommended feature flags, proxy: %s', (proxy) => {
    const stack = newStack(CURRENTLY_RECOMMENDED_FLAGS);
    new EchoApi(stack, 'Echo', { codePath, proxy });

    const template = Template.fromStack(stack);

    expect(propertiesOf(template, 'AWS::ApiGateway::Method')).toEqual({
      ...propertiesOf(echo({ proxy }), 'AWS::ApiGateway::Method'),
    });
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  it('traces the API and the function when told to', () => {
    const functionOptions: object = { tracing: undefined };
    const template = echo({ tracing: true, functionOptions });

    template.hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: true });
    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  it('has the members of an endpoint', () => {
    const stack = newStack();
    const api = new EchoApi(stack, 'Echo', {
      codePath,
      accessLogs: true,
      authorizationType: AuthorizationType.IAM,
    });

    expect(stack.resolve(api.url)).toEqual({
      'Fn::Join': ['', expect.arrayContaining(['/hello'])],
    });
    expect(api.integrationType).toBe('AWS_PROXY');
    expect(api.method.httpMethod).toBe('POST');
    expect(api.restApi.restApiName).toBe('EducativeRestAPI');
    expect(api.handler.node.path).toBe('Test/Echo/Handler');
    expect(api.accessLogGroup?.node.path).toBe('Test/Echo/Api/AccessLogs');
    expect(api.metricCount().metricName).toBe('Count');
    expect(api.metricClientError().metricName).toBe('4XXError');
    expect(api.metricServerError().metricName).toBe('5XXError');
    expect(api.metricLatency().metricName).toBe('Latency');
    expect(api.addAlarms()).toHaveLength(3);
    expect(api.grantInvoke(new AccountPrincipal('111122223333')).success).toBe(false);
  });

  it('adds CORS when asked later', () => {
    const template = templateOf((stack) => {
      new EchoApi(stack, 'Echo', { codePath, proxy: false }).addCors({ allowOrigins: ['*'] });
    });

    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'OPTIONS' });
  });

  it.each([true, false])('has the same template as ever with proxy: %s', (proxy) => {
    expect(masked(echo({ proxy }).toJSON())).toMatchSnapshot();
  });
});

/** Hides what changes with every aws-cdk-lib or handler. */
function masked(template: unknown): unknown {
  return JSON.parse(
    JSON.stringify(template)
      .replaceAll(/[0-9a-f]{64}/g, '<asset>')
      .replaceAll(/(Deployment[0-9A-F]{8})[0-9a-f]{32}/g, '$1<hash>'),
  );
}
