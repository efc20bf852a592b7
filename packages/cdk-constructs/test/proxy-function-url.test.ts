import { FunctionUrlAuthType, type IFunction, InvokeMode } from 'aws-cdk-lib/aws-lambda';
import { User } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { ProxyFunctionUrl, type ProxyFunctionUrlProps } from '../src/index.ts';
import { newHandler, newStack, templateOf } from './synth.ts';

function url(props: Partial<ProxyFunctionUrlProps> = {}) {
  return templateOf((stack) => {
    new ProxyFunctionUrl(stack, 'Url', { handler: newHandler(stack), ...props });
  });
}

describe('ProxyFunctionUrl', () => {
  it('CDK-02: is open to IAM callers only, unless told otherwise', () => {
    url().hasResourceProperties('AWS::Lambda::Url', {
      AuthType: 'AWS_IAM',
      InvokeMode: 'BUFFERED',
    });
    url().resourceCountIs('AWS::Lambda::Permission', 0);
    url({ authType: FunctionUrlAuthType.NONE }).hasResourceProperties('AWS::Lambda::Url', {
      AuthType: 'NONE',
    });
  });

  it('FURL-17: streams when told to', () => {
    url({ invokeMode: InvokeMode.RESPONSE_STREAM }).hasResourceProperties('AWS::Lambda::Url', {
      InvokeMode: 'RESPONSE_STREAM',
    });
  });

  it('CDK-02: refuses CORS * with credentials', () => {
    expect(() => url({ cors: { allowedOrigins: ['*'], allowCredentials: true } })).toThrow(
      "found allowed origin '*' with credentials",
    );
  });

  it('has the members of an endpoint', () => {
    const stack = newStack();
    const made = new ProxyFunctionUrl(stack, 'Url', { handler: newHandler(stack) });

    expect(stack.resolve(made.url)).toEqual({
      'Fn::GetAtt': [expect.stringContaining('FunctionUrl'), 'FunctionUrl'],
    });
    expect(made.grantInvoke(new User(stack, 'Caller')).success).toBe(true);
    expect(made.metricCount().metricName).toBe('UrlRequestCount');
    expect(made.metricClientError().metricName).toBe('Url4xxCount');
    expect(made.metricServerError().metricName).toBe('Url5xxCount');
    expect(made.metricLatency().metricName).toBe('UrlRequestLatency');
    expect(made.addAlarms()).toHaveLength(3);
  });

  it('measures an alias by the dimensions that it has', () => {
    const stack = newStack();
    // aws-cdk-lib is not written for `exactOptionalPropertyTypes`; an alias is a function.
    const alias = newHandler(stack).addAlias('live') as IFunction;

    const { dimensions } = new ProxyFunctionUrl(stack, 'Url', { handler: alias }).metricCount();

    expect(Object.keys(dimensions ?? {})).toEqual(['FunctionName', 'Resource']);
  });
});
