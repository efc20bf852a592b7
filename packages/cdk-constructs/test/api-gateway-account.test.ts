import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ApiGatewayAccount } from '../src/index.ts';
import { newStack } from './synth.ts';

describe('ApiGatewayAccount', () => {
  it('is kept when its stack is deleted, as is the role', () => {
    const stack = newStack();
    new ApiGatewayAccount(stack, 'Account');

    const template = Template.fromStack(stack);

    template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::IAM::Role', { DeletionPolicy: 'Retain' });
  });

  it('refuses a stack that has a REST API', () => {
    const stack = newStack();
    new ApiGatewayAccount(stack, 'Account');
    new RestApi(stack, 'Api').root.addMethod('GET');

    expect(() => Template.fromStack(stack)).toThrow(
      'expected ApiGatewayAccount in a stack of its own',
    );
  });
});
