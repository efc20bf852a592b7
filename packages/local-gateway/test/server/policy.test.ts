import { describe, expect, it } from 'vitest';

import { evaluatePolicy } from '../../src/server/policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:123456789012:abc/v1/GET/users/7';
const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke') => ({
  Effect,
  Resource,
  Action,
});

describe('evaluatePolicy', () => {
  it.each([
    ['the exact ARN', [statement('Allow', arn)], 'allow'],
    ['a wildcard', [statement('Allow', 'arn:aws:execute-api:*:*:abc/v1/*/users/?')], 'allow'],
    ['everything', [statement('Allow', '*', '*')], 'allow'],
    ['one of several', [statement('Allow', ['x', arn], ['a:b', 'execute-api:*'])], 'allow'],
    ['one statement that is no list', statement('Allow', arn), 'allow'],
    ['NotResource', [{ Effect: 'Allow', Action: '*', NotResource: 'x' }], 'allow'],
    ['an Allow and a Deny', [statement('Allow', '*'), statement('Deny', arn)], 'explicit deny'],
    ['another ARN', [statement('Allow', `${arn}0`)], 'implicit deny'],
    ['another action', [statement('Allow', arn, 's3:GetObject')], 'implicit deny'],
    ['a dot that is no wildcard', [statement('Allow', arn.replace('v1', 'v.'))], 'implicit deny'],
  ])('reads %s (GW-20)', (_name, Statement, decision) => {
    expect(evaluatePolicy({ Version: '2012-10-17', Statement }, arn)).toBe(decision);
  });

  it.each([[null], [{}], [{ Statement: [] }], [{ Statement: ['x'] }], [{ Statement: [{}] }]])(
    'finds no policy in %j (GW-19)',
    (document) => {
      expect(evaluatePolicy(document, arn)).toBeUndefined();
    },
  );
});
