import { Lazy } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { checkEnvironment, checkPath, checkThrottling } from '../src/checks.ts';

describe('checkPath', () => {
  it.each(['/', '/hello', '/users/{id}', '/a/{b.c}/d', '/files/{key+}', '/v1.0/a-b_c:d', '/$x'])(
    'takes %s',
    (path) => {
      expect(() => checkPath(path)).not.toThrow();
    },
  );

  it('takes what only synthesis knows', () => {
    expect(() => checkPath(Lazy.string({ produce: () => 'x' }))).not.toThrow();
  });

  it.each([
    ['', "one that starts with '/'"],
    ['hello', "one that starts with '/'"],
    ['/a//b', 'no empty segment'],
    ['/a/', 'no empty segment'],
    ['/../etc', "no '.' or '..'"],
    ['/a/./b', "no '.' or '..'"],
    ['/{proxy+}/a', '{proxy+} last'],
    ['/{a}/{a}', 'the parameter {a} once'],
    ['/{a', 'segments of letters'],
    ['/a{b}', 'segments of letters'],
    ['/☕', 'segments of letters'],
    ['/a?b=c', 'segments of letters'],
    ['/a b', 'segments of letters'],
  ])("CDK-01: refuses '%s' by name", (path, expected) => {
    expect(() => checkPath(path)).toThrow(`found path '${path}', expected ${expected}`);
  });

  it('CDK-01: refuses a path longer than any request line, and shows its beginning', () => {
    expect(() => checkPath(`/${'a'.repeat(10_000)}`)).toThrow(
      /^found path '\/a{79}… \(10001 characters\)', expected at most 8192 characters$/,
    );
  });
});

describe('checkThrottling', () => {
  it.each([
    {},
    { throttlingRateLimit: 0, throttlingBurstLimit: 0 },
    { throttlingRateLimit: 0.5, throttlingBurstLimit: 1 },
    { throttlingRateLimit: Lazy.number({ produce: () => -1 }) },
    { throttlingBurstLimit: Lazy.number({ produce: () => -1 }) },
  ])('takes %o', (throttling) => {
    expect(() => checkThrottling(throttling)).not.toThrow();
  });

  it.each([Number.NaN, -1, Infinity])('CDK-04: refuses a rate of %d', (throttlingRateLimit) => {
    expect(() => checkThrottling({ throttlingRateLimit })).toThrow(
      `found throttlingRateLimit ${throttlingRateLimit}, expected a number from 0`,
    );
  });

  it.each([Number.NaN, -1, 1.5, Infinity])(
    'CDK-04: refuses a burst of %d',
    (throttlingBurstLimit) => {
      expect(() => checkThrottling({ throttlingBurstLimit })).toThrow(
        `found throttlingBurstLimit ${throttlingBurstLimit}, expected an integer from 0`,
      );
    },
  );
});

describe('checkEnvironment', () => {
  it.each([
    { TABLE: 'users' },
    { DB_SECRET: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db' },
    { DB_PASSWORD: '/parameters/db' },
    { PAGE_TOKEN: 'abc' },
    { API_KEY: '' },
    { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-handler' },
    { API_KEY: Lazy.string({ produce: () => 'x' }) },
  ])('takes %o', (environment) => {
    expect(() => checkEnvironment(environment)).not.toThrow();
  });

  it.each(['DB_PASSWORD', 'SECRET', 'stripe_api_key', 'TLS_PRIVATE_KEY'])(
    'CDK-03: refuses a secret in plain text in %s',
    (name) => {
      expect(() => checkEnvironment({ [name]: 'hunter2' })).toThrow(
        `found a plain value in environment variable ${name}, expected an ARN, an https URL or a name that starts with '/'`,
      );
    },
  );

  it.each([
    'AWS_REGION',
    'AWS_ACCESS_KEY_ID',
    '_HANDLER',
    'LAMBDA_TASK_ROOT',
    'AWS_LAMBDA_FUNCTION_NAME',
    'AWS_LAMBDA_RUNTIME_API',
  ])('RT-33: refuses %s, which Lambda sets', (name) => {
    expect(() => checkEnvironment({ [name]: 'x' })).toThrow(`found environment variable ${name}`);
  });
});
