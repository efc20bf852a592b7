import { describe, expect, it } from 'vitest';

import { localEnvironment } from '../../src/assembly/physical-ids.ts';
import type { Stack } from '../../src/assembly/read-assembly.ts';
import { readResources } from '../../src/assembly/resources.ts';
import type { Template } from '../../src/assembly/template.ts';

const stackOf = (name: string, template: Template): Stack => ({
  name,
  environment: localEnvironment,
  template,
  assets: new Map(),
  nested: new Map(),
});

const parameter = (Name: unknown, Value: unknown) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Name, Value },
});

const using = (Default: string, value: unknown, Type = 'AWS::SSM::Parameter::Value<String>') =>
  stackOf('User', {
    Parameters: { Given: { Type, Default }, Stage: { Type: 'String', Default: 'dev' } },
    Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { Description: value } } },
  });

const owner = stackOf('Owner', {
  Resources: {
    Plain: parameter('/app/table', 'orders'),
    Built: parameter({ 'Fn::Sub': '/${AWS::StackName}/bucket' }, { Ref: 'Bucket' }),
    List: parameter('/app/names', 'ada,bob'),
    Loop: parameter('/app/loop', '{{resolve:ssm:/app/loop}}'),
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'assets' } },
  },
});

describe('readResources', () => {
  it.each([
    ['a parameter of the type', using('/app/table', { Ref: 'Given' }), 'orders'],
    [
      'a name and a value that are made of others',
      using('/Owner/bucket', { Ref: 'Given' }),
      'assets',
    ],
    [
      'a list',
      using('/app/names', { Ref: 'Given' }, 'AWS::SSM::Parameter::Value<List<String>>'),
      ['ada', 'bob'],
    ],
    ['a dynamic reference', using('', 'table {{resolve:ssm:/app/table}}'), 'table orders'],
    ['one with a version', using('', '{{resolve:ssm:/app/table:3}}'), 'orders'],
    [
      'one that is put together',
      using('', { 'Fn::Join': ['', ['{{resolve:ssm:/app/', 'table}}']] }),
      'orders',
    ],
    ['a parameter that is in no stack', using('/elsewhere', { Ref: 'Given' }), '/elsewhere'],
    [
      'a dynamic reference to what is in no stack',
      using('', '{{resolve:ssm:/elsewhere}}'),
      '{{resolve:ssm:/elsewhere}}',
    ],
  ])('gives the value of an SSM parameter of the app: %s', (_name, user, expected) => {
    const { resources, diagnostics } = readResources([user, owner]);

    expect(diagnostics).toEqual([]);
    expect(
      resources.find(({ logicalId }) => logicalId === 'Fn')?.properties['Description'],
    ).toEqual(expected);
  });

  it.each([
    ['an SSM parameter', '{{resolve:ssm:/app/table}}'],
    ['an export', { 'Fn::ImportValue': 'table' }],
  ])('takes %s of the account and region of the stack that asks, before others', (_name, value) => {
    const inRegion = (region: string): Stack => ({
      ...stackOf(region, {
        Resources: {
          Table: parameter('/app/table', { Ref: 'AWS::Region' }),
          Fn: { Type: 'AWS::Lambda::Function', Properties: { Description: value } },
        },
        Outputs: { Table: { Value: { Ref: 'AWS::Region' }, Export: { Name: 'table' } } },
      }),
      environment: { account: '111111111111', region },
    });
    const elsewhere: Stack = {
      ...stackOf('Elsewhere', {
        Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { Description: value } } },
      }),
      environment: { account: '222222222222', region: 'eu-west-1' },
    };

    const { resources } = readResources([inRegion('eu-west-1'), inRegion('us-west-2'), elsewhere]);

    expect(resources.map(({ properties }) => properties['Description'])).toEqual([
      'eu-west-1',
      'us-west-2',
      'us-west-2',
    ]);
  });

  it.each([
    ['an SSM parameter', '{{resolve:ssm:/app/table}}'],
    ['an export', { 'Fn::ImportValue': 'table' }],
  ])('takes %s whose condition holds', (_name, value) => {
    const stack = stackOf('Conditional', {
      Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        Table: { ...parameter('/app/table', 'yes'), Condition: 'Yes' },
        Other: { ...parameter('/app/table', 'no'), Condition: 'No' },
        Fn: { Type: 'AWS::Lambda::Function', Properties: { Description: value } },
      },
      Outputs: {
        Table: { Value: 'yes', Export: { Name: 'table' }, Condition: 'Yes' },
        Other: { Value: 'no', Export: { Name: 'table' }, Condition: 'No' },
      },
    });

    expect(readResources([stack]).resources[0]?.properties).toEqual({ Description: 'yes' });
  });

  it('gives the value of one in the same stack', () => {
    const stack = stackOf('Own', {
      Resources: {
        Table: parameter('/app/table', { Ref: 'AWS::StackName' }),
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: { Description: { 'Fn::GetAtt': ['Table', 'Value'] } },
        },
      },
    });

    expect(readResources([stack]).resources[0]?.properties).toEqual({ Description: 'Own' });
  });

  it('ends where a parameter refers to itself (CON-12)', () => {
    const { resources, diagnostics } = readResources([
      using('', '{{resolve:ssm:/app/loop}}'),
      owner,
    ]);

    expect(resources[0]?.properties).toEqual({});
    expect(diagnostics).toMatchObject([{ message: 'references in stack Owner form a cycle' }]);
  });

  it('leaves out a nested stack that a condition leaves out', () => {
    const child = stackOf('Child', {
      Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: {} } },
    });
    const nestedIn = (Condition: string) => ({ Type: 'AWS::CloudFormation::Stack', Condition });
    const parent: Stack = {
      ...stackOf('Parent', {
        Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Made: nestedIn('Yes'), LeftOut: nestedIn('No') },
      }),
      nested: new Map([
        ['Made', { ...child, name: 'made' }],
        ['LeftOut', { ...child, name: 'left out' }],
      ]),
    };

    expect(readResources([parent]).resources.map(({ stack }) => stack.name)).toEqual(['made']);
  });

  it('leaves out of a list what only AWS knows, and keeps the rest', () => {
    const domain = { 'Fn::GetAtt': ['Distribution', 'DomainName'] };
    const { resources, diagnostics } = readResources([
      stackOf('App', {
        Resources: {
          Distribution: { Type: 'AWS::CloudFront::Distribution' },
          Api: {
            Type: 'AWS::ApiGatewayV2::Api',
            Properties: {
              CorsConfiguration: {
                AllowOrigins: [
                  { 'Fn::Join': ['', ['https://', domain]] },
                  'http://localhost:5173',
                  { Ref: 'AWS::NoValue' },
                ],
                Rules: [{ Status: '204', Origin: domain }],
              },
              Description: { Ref: 'AWS::NoValue' },
            },
          },
        },
      }),
    ]);

    expect(resources.map(({ properties }) => properties)).toEqual([
      {
        CorsConfiguration: {
          AllowOrigins: ['http://localhost:5173'],
          Rules: [{ Status: '204' }],
        },
      },
    ]);
    expect(diagnostics).toEqual(
      Array.from({ length: 2 }, () => ({
        stack: 'App',
        logicalId: 'Api',
        message: 'Distribution.DomainName is known only to AWS',
      })),
    );
  });

  it('says which parameters are empty, as nobody is asked for their values', () => {
    const { diagnostics } = readResources([
      stackOf('App', {
        Parameters: { Stage: { Type: 'String' }, Size: { Type: 'Number', Default: 0 } },
        Resources: {},
      }),
    ]);

    expect(diagnostics).toEqual([
      {
        stack: 'App',
        logicalId: 'Stage',
        message: 'the parameter has no default value, here it is empty',
      },
    ]);
  });
});
