import { describe, expect, it } from 'vitest';

import { localEnvironment } from '../../src/assembly/physical-ids.ts';
import { createScope, UnresolvedError } from '../../src/assembly/intrinsics.ts';
import type { Stack } from '../../src/assembly/read-assembly.ts';
import type { Template } from '../../src/assembly/template.ts';

const template: Template = {
  Parameters: {
    Stage: { Default: 'dev' },
    Names: { Type: 'CommaDelimitedList', Default: 'ada, bob' },
    Flag: { Type: 'String', Default: true },
    Count: { Type: 'Number', Default: 5 },
    Numbers: { Type: 'List<Number>', Default: '1,2' },
  },
  Mappings: { Sizes: { dev: { memory: 128 } } },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsFlag: { 'Fn::Equals': [{ Ref: 'Flag' }, 'true'] },
    IsFive: { 'Fn::Equals': ['5', { Ref: 'Count' }] },
    IsSix: { 'Fn::Equals': ['6', { Ref: 'Count' }] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
  },
  Resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'hello' } },
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
    Alias: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Name: 'live' },
    },
    Table: { Type: 'AWS::DynamoDB::Table' },
    Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/color' } },
    Loop: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Loop' } } },
  },
};

const stack: Stack = {
  name: 'Test',
  environment: localEnvironment,
  template,
  assets: new Map(),
  nested: new Map(),
};
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:hello';

describe('createScope', () => {
  const scope = createScope(stack, (name) => `value of ${name}`, {});

  it.each([
    ['Ref to a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref to a list parameter', { Ref: 'Names' }, ['ada', 'bob']],
    ['Fn::Join of a list parameter', { 'Fn::Join': ['+', { Ref: 'Numbers' }] }, '1+2'],
    ['Fn::Select of a list parameter', { 'Fn::Select': ['1', { Ref: 'Names' }] }, 'bob'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Ref to the stack', { Ref: 'AWS::StackName' }, 'Test'],
    ['Ref to a function', { Ref: 'Fn' }, 'hello'],
    ['Ref to a queue', { Ref: 'Queue' }, 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'],
    ['the name of a queue', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'jobs'],
    [
      'the ARN of a queue',
      { 'Fn::GetAtt': ['Queue', 'Arn'] },
      'arn:aws:sqs:us-east-1:123456789012:jobs',
    ],
    ['Ref to a topic', { Ref: 'Topic' }, 'arn:aws:sns:us-east-1:123456789012:news'],
    ['the name of a topic', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'news'],
    [
      'the ARN of a table',
      { 'Fn::GetAtt': ['Orders', 'Arn'] },
      'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
    ],
    ['Ref to a parameter of SSM', { Ref: 'Setting' }, '/app/color'],
    ['Ref to a version', { Ref: 'Version' }, `${arn}:1`],
    ['Ref to an alias', { Ref: 'Alias' }, `${arn}:live`],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Fn', 'Arn'] }, arn],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Fn.Arn' }, arn],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-dev'],
    ['Fn::Split and Fn::Select', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Fn.Arn}/${AWS::Region}/${!Literal}' },
      `${arn}/us-east-1/\${Literal}`,
    ],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${a}', { a: { Ref: 'Stage' } }] }, 'dev'],
    ['Fn::If', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    ['Fn::If on the other side', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
    ['Fn::Equals of a boolean and its text', { 'Fn::If': ['IsFlag', 'yes', 'no'] }, 'yes'],
    ['Fn::Equals of a text and its number', { 'Fn::If': ['IsFive', 'yes', 'no'] }, 'yes'],
    ['Fn::Equals of another number', { 'Fn::If': ['IsSix', 'yes', 'no'] }, 'no'],
    ['Fn::Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['Fn::And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['AWS::NoValue in an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    ['AWS::NoValue in a list', [{ Ref: 'AWS::NoValue' }, 1], [1]],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 128],
    [
      'Fn::FindInMap with a default value',
      { 'Fn::FindInMap': ['Sizes', 'test', 'memory', { DefaultValue: 256 }] },
      256,
    ],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'x' }, 'value of x'],
    ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    [
      'an object with two keys, one like an intrinsic',
      { Ref: 'Stage', b: 1 },
      { Ref: 'Stage', b: 1 },
    ],
  ])('resolves %s', (_name, value, expected) => {
    expect(scope.resolve(value)).toEqual(expected);
  });

  it('gives APIs ids of ten characters, the same each time', () => {
    expect(scope.resolve({ Ref: 'Api' })).toMatch(/^[a-z\d]{10}$/);
    expect(scope.resolve({ Ref: 'Api' })).toBe(scope.resolve({ Ref: 'Api' }));
  });

  it.each([
    [
      'what only AWS knows',
      { 'Fn::GetAtt': ['Table', 'StreamLabel'] },
      'Table.StreamLabel is known only to AWS',
    ],
    [
      'the stream of a table',
      { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
      'Orders.StreamArn is known only to AWS',
    ],
    ['a resource that is not there', { Ref: 'Missing' }, 'stack Test has no resource Missing'],
    [
      'what a mapping does not have',
      { 'Fn::FindInMap': ['Sizes', 'nowhere', 'memory'] },
      'mapping Sizes has no nowhere with memory',
    ],
    ['a reference to itself', { Ref: 'Loop' }, 'references in stack Test form a cycle'],
  ])('refuses %s', (_name, value, message) => {
    expect(() => scope.resolve(value)).toThrow(new UnresolvedError(message));
  });

  it('takes the values a parent passes over the defaults', () => {
    const nested = createScope(stack, () => undefined, { Stage: 'prod' });

    expect(nested.resolve({ Ref: 'Stage' })).toBe('prod');
    expect(nested.holds('IsProd')).toBe(true);
  });
});
