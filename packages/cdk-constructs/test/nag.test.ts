import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { findingsIn } from './report.ts';

describe('cdk-nag (AwsSolutions, Serverless)', () => {
  it('CDK-02: finds nothing but what is left to the user, each for a reason', () => {
    const findings = findingsIn((app) =>
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app)),
    );

    const rules = findings
      .filter(({ constructs }) => constructs.some((path) => !path.startsWith('Network/Balancer')))
      .map(({ rule }) => rule);
    expect([...new Set(rules)].toSorted()).toEqual(Object.keys(reasons).toSorted());
  });
});

const reasons = {
  'AwsSolutions-APIG1':
    'access logs of a REST API need the account-wide role, so they are an option',
  'AwsSolutions-APIG2':
    'requests are validated by the handler, whose schemas API Gateway does not know',
  'AwsSolutions-APIG3': 'a web ACL costs money and is attached to a stage from outside',
  'AwsSolutions-APIG4': 'who may call is the user’s decision: authorizationType, authorizer',
  'AwsSolutions-APIG6': 'execution logs contain what clients send',
  'AwsSolutions-COG4': 'who may call is the user’s decision: authorizationType, authorizer',
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
    'the role of ApiGatewayAccount uses the policy that AWS made for it',
  'Serverless-APIGWAccessLogging': 'as AwsSolutions-APIG1',
  'Serverless-APIGWXrayEnabled': 'tracing is an option',
  'Serverless-LambdaDLQ':
    'these functions are invoked synchronously, a queue would never get anything',
  'Serverless-LambdaTracing': 'tracing is an option',
};
