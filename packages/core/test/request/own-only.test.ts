import { describe, expect, it } from 'vitest';

import { ownOnly } from '../../src/request/own-only.ts';

/** What sources read of events. */
const members = [
  'accountId',
  'authentication',
  'authorizer',
  'body',
  'body-json',
  'claims',
  'clientCert',
  'connectionId',
  'context',
  'cookies',
  'domainName',
  'elb',
  'eventType',
  'header',
  'headers',
  'http',
  'httpMethod',
  'iam',
  'identity',
  'isBase64Encoded',
  'is_base64_encoded',
  'jwt',
  'lambda',
  'method',
  'methodArn',
  'multiValueHeaders',
  'multiValueQueryStringParameters',
  'params',
  'path',
  'pathParameters',
  'principal',
  'principalId',
  'queryStringParameters',
  'query_string_parameters',
  'querystring',
  'rawPath',
  'rawQueryString',
  'raw_path',
  'requestContext',
  'requestId',
  'requestTimeEpoch',
  'resource',
  'resourcePath',
  'routeArn',
  'routeKey',
  'serviceArn',
  'scopes',
  'sourceIp',
  'stage',
  'timeEpoch',
  'userArn',
  'version',
];

describe('ownOnly', () => {
  const event = { httpMethod: 'GET', list: [{ a: 1 }] };

  it('is the event itself', () => {
    expect(ownOnly(event)).toBe(event);
  });

  it.each(members)('is a copy that inherits no `%s` which somebody gave all objects', (member) => {
    // oxlint-disable-next-line eslint/no-extend-native -- what this test is about
    Object.defineProperty(Object.prototype, member, { value: 'forged', configurable: true });

    const copy: object = ownOnly(event);
    const inherited = !Object.hasOwn(event, member) && member in copy;
    Reflect.deleteProperty(Object.prototype, member);

    expect(copy).not.toBe(event);
    expect(inherited).toBe(false);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(event));
  });
});
