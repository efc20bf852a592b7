import { describe, expect, it } from 'vitest';

import { buildHttpApiV1Event } from '../../../src/front-doors/http-api/event-v1.ts';
import type { HttpApiRoute } from '../../../src/front-doors/http-api/route.ts';
import { bodyTypes } from '../body-types.ts';
import { exchange, httpRequest, type RequestParts } from '../requests.ts';
import { httpApiRoute } from './routes.ts';

function build(parts: RequestParts = {}, route: Partial<HttpApiRoute> = {}) {
  return buildHttpApiV1Event(httpRequest(parts), httpApiRoute(route), exchange);
}

const iam = {
  accessKey: 'AKIDADA',
  accountId: '111111111111',
  callerId: 'AIDAADA',
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: 'arn:aws:iam::111111111111:user/ada',
  userId: 'AIDAADA',
};

describe('buildHttpApiV1Event', () => {
  it('HTTP1-1: is the REST event with a version in front, and null for nothing', () => {
    const event = build();

    expect(Object.keys(event)[0]).toBe('version');
    expect(event).toMatchObject({
      version: '1.0',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it.each([
    ['$default', '$default'],
    ['POST /users/{id}', '/users/{id}'],
  ])('HTTP1-2: the route key %s is the resource id, its path %s the resource', (routeKey, path) => {
    expect(build({}, { routeKey })).toMatchObject({
      resource: path,
      requestContext: { resourceId: routeKey, resourcePath: path },
    });
  });

  it('HTTP1-3, HTTP1-8: the same short id twice, an empty user agent, no claims', () => {
    expect(build().requestContext).toMatchObject({
      requestId: 'ZhDrKF5dDoEEHfA=',
      extendedRequestId: 'ZhDrKF5dDoEEHfA=',
      identity: { userAgent: '', sourceIp: '15.248.3.126', userArn: null },
      authorizer: { claims: null, scopes: null },
    });
  });

  it('HTTP1-4: the names of the service are in capitals, others as the client wrote them', () => {
    const event = build({
      body: 'x',
      headers: [
        ['host', 'api.test'],
        ['content-length', '1'],
        ['user-agent', 'curl'],
        ['accept', '*/*'],
        ['X-oTHer', '1'],
      ],
    });

    expect(Object.keys(event.headers)).toEqual([
      'Content-Length',
      'Host',
      'User-Agent',
      'X-Amzn-Trace-Id',
      'X-Forwarded-For',
      'X-Forwarded-Port',
      'X-Forwarded-Proto',
      'X-oTHer',
      'accept',
    ]);
  });

  it('HTTP1-5: path stays encoded, the one of the request context is decoded', () => {
    const event = build({ target: '/a%20b/%E2%98%95' });

    expect(event.path).toBe('/a%20b/%E2%98%95');
    expect(event.requestContext.path).toBe('/a b/☕');
  });

  it('HTTP1-6: path parameters are decoded', () => {
    expect(build({}, { pathParameters: { id: 'a%20b' } }).pathParameters).toEqual({ id: 'a b' });
  });

  it('HTTP1-7: the last query value wins, the multi map has all', () => {
    const event = build({ target: '/x?a=1&b=%2F&a=2+3' });

    expect(event.queryStringParameters).toEqual({ a: '2 3', b: '/' });
    expect(event.multiValueQueryStringParameters).toEqual({ a: ['1', '2 3'], b: ['/'] });
  });

  it.each([
    ['a named stage is in both paths', { stage: 'v1' }, '/v1/x'],
    ['a base path is in both paths', { basePath: '/shop' }, '/shop/x'],
  ])('HTTP1-9: %s', (_, route, target) => {
    expect(build({ target }, route)).toMatchObject({
      path: target,
      requestContext: { path: target },
    });
  });

  it('keeps cookies in the headers', () => {
    const event = build({ headers: [['cookie', 'a=1; b=2']] });

    expect(event.multiValueHeaders['cookie']).toEqual(['a=1; b=2']);
    expect(event).not.toHaveProperty('cookies');
  });

  it('passes what is known about the caller', () => {
    const clientCert = {
      clientCertPem: 'pem',
      subjectDN: 'CN=client',
      issuerDN: 'CN=ca',
      serialNumber: '01',
      validity: { notBefore: 'a', notAfter: 'b' },
    };
    const { requestContext, stageVariables } = build(
      {},
      { clientCert, authorizer: { principalId: 'a' }, stageVariables: { a: 'b' } },
    );

    expect(requestContext.identity.clientCert).toEqual(clientCert);
    expect(requestContext.authorizer).toEqual({ principalId: 'a' });
    expect(stageVariables).toEqual({ a: 'b' });
  });

  it.each([
    [
      'a token',
      { jwt: { claims: { sub: '1' }, scopes: null } },
      { claims: { sub: '1' }, scopes: null },
    ],
    ['a Lambda authorizer', { lambda: { tenant: 'a', admin: true } }, { tenant: 'a', admin: true }],
    ['a Lambda authorizer without context', { lambda: null }, {}],
    ['a signature', { iam }, { claims: null, scopes: null }],
  ])('HTTP1-8: has what is known from %s without a name for it', (_name, authorizer, expected) => {
    expect(build({}, { authorizer }).requestContext.authorizer).toEqual(expected);
  });

  it('HTTP1-1: has who signed the request in its identity, as on a REST API (REST-22)', () => {
    expect(build({}, { authorizer: { iam } }).requestContext.identity).toMatchObject({
      accessKey: 'AKIDADA',
      accountId: '111111111111',
      caller: 'AIDAADA',
      user: 'AIDAADA',
      userArn: 'arn:aws:iam::111111111111:user/ada',
    });
  });

  it.each(bodyTypes)('HTTP2-16: a body of %s is %s', (type, kind) => {
    const event = build({ body: 'x', headers: type === undefined ? [] : [['content-type', type]] });

    expect(event.body).toBe(kind === 'text' ? 'x' : 'eA==');
    expect(event.isBase64Encoded).toBe(kind === 'base64');
  });
});
