import { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ProxyFunction, type ProxyFunctionOptions } from '../src/index.ts';
import { codePath, existingVpc, templateOf } from './synth.ts';

function template(options: ProxyFunctionOptions = {}) {
  return templateOf((stack) => new ProxyFunction(stack, 'Handler', { codePath, ...options }));
}

describe('ProxyFunction', () => {
  it('runs on Node.js 24 and arm64, with source maps and JSON logs', () => {
    template().hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
    });
  });

  it('takes an option that is undefined as one that is not there', () => {
    const options: object = {
      runtime: undefined,
      architecture: undefined,
      handler: undefined,
      memorySize: undefined,
      timeout: undefined,
      loggingFormat: undefined,
    };

    expect(template(options).toJSON()).toEqual(template().toJSON());
  });

  it('CDK-04: has a log group of its own with a retention', () => {
    template().hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template({ retention: RetentionDays.ONE_WEEK }).hasResourceProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 7,
    });
  });

  it('may write to that log group and nothing else', () => {
    const made = template();

    made.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    made.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('HandlerLogGroup'), 'Arn'] },
          },
        ],
      },
    });
  });

  it('keeps its source map option beside variables of the user', () => {
    template({ environment: { TABLE: 'users' } }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps', TABLE: 'users' } },
    });
  });

  it('CDK-03: refuses a secret in plain text', () => {
    expect(() => template({ environment: { DB_PASSWORD: 'hunter2' } })).toThrow(TypeError);
  });

  it('uses a role and a log group of the user as they are', () => {
    const made = templateOf((stack) => {
      new ProxyFunction(stack, 'Handler', {
        codePath,
        role: Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/mine'),
        logGroup: LogGroup.fromLogGroupName(stack, 'Logs', 'mine'),
      });
    });

    made.resourceCountIs('AWS::IAM::Role', 0);
    made.resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  it('may manage network interfaces inside a VPC', () => {
    const made = templateOf((stack) => {
      new ProxyFunction(stack, 'Handler', { codePath, vpc: existingVpc(stack) });
    });

    made.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [
        { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('AWSLambdaVPCAccess')])] },
      ],
    });
  });
});
