import { describe, expect, it } from 'vitest';

import { inOrder } from '../../src/control-plane/dependencies.ts';

describe('inOrder', () => {
  it.each([
    ['DependsOn', { DependsOn: 'B' }],
    ['a list in DependsOn', { DependsOn: ['B'] }],
    ['Ref', { Properties: { Name: { Ref: 'B' } } }],
    ['Fn::GetAtt', { Properties: { List: [{ 'Fn::GetAtt': ['B', 'Arn'] }] } }],
    ['Fn::GetAtt as text', { Properties: { Name: { 'Fn::GetAtt': 'B.Arn' } } }],
    ['Fn::Sub', { Properties: { Name: { 'Fn::Sub': 'x-${B.Arn}' } } }],
    [
      'a variable of Fn::Sub',
      { Properties: { Name: { 'Fn::Sub': ['${x}', { x: { Ref: 'B' } }] } } },
    ],
  ])('puts a resource after what it refers to by %s', (_how, resource) => {
    const template = { Resources: { A: { Type: 'T', ...resource }, B: { Type: 'T' } } };

    expect(inOrder(template)).toEqual(['B', 'A']);
  });

  it('takes no notice of parameters, pseudo parameters and escaped text', () => {
    const Properties = { Name: { 'Fn::Sub': '${AWS::Region} ${!B} ${P}' } };
    const template = { Resources: { A: { Type: 'T', Properties }, B: { Type: 'T' } } };

    expect(inOrder(template)).toEqual(['A', 'B']);
  });

  it('ends with a cycle', () => {
    const template = {
      Resources: {
        A: { Type: 'T', Properties: { x: { Ref: 'B' } } },
        B: { Type: 'T', Properties: { x: { Ref: 'A' } } },
      },
    };

    expect(inOrder(template)).toEqual(['B', 'A']);
  });
});
