import { describe, expect, it } from 'vitest';

import { buildRestEvent } from '../../../src/front-doors/rest-api/event.ts';
import type { RestRoute } from '../../../src/front-doors/rest-api/route.ts';
import { exchange, httpRequest, type RequestParts } from '../requests.ts';
import { restRoute } from './routes.ts';

function build(parts: RequestParts = {}, route: Partial<RestRoute> = {}) {
  return buildRestEvent(httpRequest({ target: '/prod/x', ...parts }), restRoute(route), exchange);
}

function traceFor(sent: string): string | undefined {
  return build({ headers: [['x-amzn-trace-id', sent]] }).headers['X-Amzn-Trace-Id'];
}

describe('buildRestEvent', () => {
  it('REST-1, REST-2, REST-3: has all keys in order, no version, and null for nothing', () => {
    const event = build();

    expect(Object.keys(event)).toEqual([
      'resource',
      'path',
      'httpMethod',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
      'requestContext',
      'body',
      'isBase64Encoded',
    ]);
    expect(event).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it('REST-8, REST-9: the request context has sixteen members, and no authorizer without one', () => {
    expect(Object.keys(build().requestContext)).toEqual([
      'resourceId',
      'resourcePath',
      'httpMethod',
      'extendedRequestId',
      'requestTime',
      'path',
      'accountId',
      'protocol',
      'stage',
      'domainPrefix',
      'requestTimeEpoch',
      'requestId',
      'identity',
      'domainName',
      'deploymentId',
      'apiId',
    ]);
  });

  it('REST-10, REST-11, REST-12: the identity has twelve members, with nothing about keys and certificates', () => {
    expect(build().requestContext.identity).toEqual({
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: '15.248.3.126',
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: null,
      user: null,
    });
  });

  it('REST-11, REST-12, REST-22, REST-23: the identity takes what is known about the caller', () => {
    const clientCert = {
      clientCertPem: '-----BEGIN CERTIFICATE-----',
      subjectDN: 'CN=client',
      issuerDN: 'CN=ca',
      serialNumber: 'a1:b2',
      validity: { notBefore: 'May 28 12:30:02 2019 GMT', notAfter: 'Aug  5 09:36:04 2021 GMT' },
    };
    const known = {
      apiKey: 'key',
      apiKeyId: 'id',
      userArn: 'arn:aws:iam::1:user/a',
      cognitoIdentityId: 'eu-west-1:1',
      clientCert,
    };

    expect(build({}, { identity: known }).requestContext.identity).toMatchObject(known);
  });

  it('REST-13, REST-14, REST-15, REST-17: ids, dates, protocol and names', () => {
    expect(build().requestContext).toMatchObject({
      requestId: 'f88e38e3-2060-4a56-93c0-9efbc6a659a0',
      extendedRequestId: 'ZhDrKF5dDoEEHfA=',
      requestTime: '17/Jun/2024:14:48:13 +0000',
      requestTimeEpoch: 1718635693506,
      protocol: 'HTTP/1.1',
      domainName: 'puhdx84jy9.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'puhdx84jy9',
      accountId: '123456789012',
    });
  });

  it('REST-16: the user agent is in the identity', () => {
    const event = build({ headers: [['user-agent', 'curl/8']] });

    expect(event.requestContext.identity.userAgent).toBe('curl/8');
  });

  it('REST-18, REST-19: authorizer and operation have their places', () => {
    const authorizer = { principalId: 'user', integrationLatency: 422 };

    const { requestContext } = build({}, { authorizer, operationName: 'getX' });

    expect(requestContext.authorizer).toEqual(authorizer);
    expect(Object.keys(requestContext).slice(0, 4)).toEqual([
      'resourceId',
      'authorizer',
      'resourcePath',
      'operationName',
    ]);
  });

  it('REST-47, REST-60: the template, the verb of the request and the stage variables', () => {
    const stageVariables = { table: 'orders' };

    const event = build(
      { method: 'DELETE' },
      { resourcePath: '/{proxy+}', httpMethod: 'ANY', stageVariables },
    );

    expect(event).toMatchObject({ resource: '/{proxy+}', httpMethod: 'DELETE', stageVariables });
    expect(event.requestContext).toMatchObject({ resourcePath: '/{proxy+}', httpMethod: 'DELETE' });
  });
});

describe('buildRestEvent: headers', () => {
  it('REST-4, REST-29: are objects with the service headers even when the client sends none', () => {
    expect(build().headers).toEqual({
      Host: 'puhdx84jy9.execute-api.eu-west-1.amazonaws.com',
      'X-Amzn-Trace-Id': exchange.traceId,
      'X-Forwarded-For': '15.248.3.126',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    });
  });

  it('REST-24, REST-25: keep the spelling of the client but for the names of the service', () => {
    const event = build({
      headers: [
        ['host', 'api.test'],
        ['user-agent', 'curl/8'],
        ['x-forwarded-proto', 'http'],
        ['tEsT-HEADeR', 'a'],
        ['accept', '*/*'],
        ['authorization', 'b'],
      ],
    });

    expect(Object.keys(event.headers)).toEqual([
      'accept',
      'authorization',
      'Host',
      'tEsT-HEADeR',
      'User-Agent',
      'X-Amzn-Trace-Id',
      'X-Forwarded-For',
      'X-Forwarded-Port',
      'X-Forwarded-Proto',
    ]);
    expect(event.headers['X-Forwarded-Proto']).toBe('https');
  });

  it('REST-6, REST-32: the single map has the last value, the multi map all in order, of the same names', () => {
    const event = build({
      headers: [
        ['x-probe', 'one'],
        ['x-list', 'a,b'],
        ['X-Probe', 'two'],
      ],
    });

    expect(event.headers).toMatchObject({ 'x-probe': 'two', 'x-list': 'a,b' });
    expect(event.multiValueHeaders).toMatchObject({ 'x-probe': ['one', 'two'], 'x-list': ['a,b'] });
    expect(Object.keys(event.headers)).toEqual(Object.keys(event.multiValueHeaders));
  });

  it('REST-33: cookies are one string, and there is no cookies key', () => {
    const event = build({ headers: [['Cookie', 'a=1; b=2']] });

    expect(event.headers['Cookie']).toBe('a=1; b=2');
    expect(event).not.toHaveProperty('cookies');
  });

  it.each([
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Expect',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Transfer-Encoding',
    'Trailer',
    'Upgrade',
    'WWW-Authenticate',
  ])('REST-27: %s never arrives', (name) => {
    const lower = name.toLowerCase();

    const { headers, multiValueHeaders } = build({ headers: [[lower, 'x']] });

    expect(headers).not.toHaveProperty(lower);
    expect(multiValueHeaders).not.toHaveProperty(lower);
  });

  it('REST-22: under IAM the signature is removed, and only that', () => {
    const signed = {
      headers: [
        ['Authorization', 'AWS4-HMAC-SHA256 Credential=x'],
        ['x-amz-date', 'd'],
      ],
    } as const;

    expect(Object.keys(build(signed, { authorizationType: 'AWS_IAM' }).headers)).not.toContain(
      'Authorization',
    );
    expect(build(signed, { authorizationType: 'AWS_IAM' }).headers['x-amz-date']).toBe('d');
    expect(build(signed, { authorizationType: 'NONE' }).headers).toHaveProperty('Authorization');
  });

  it('REST-26, REST-30: an EDGE endpoint adds what CloudFront says', () => {
    const event = build({ headers: [['authorization', 'b']] }, { endpointType: 'EDGE' });

    expect(event.headers).toMatchObject({
      Authorization: 'b',
      'CloudFront-Forwarded-Proto': 'https',
      'X-Forwarded-For': expect.stringMatching(/^15\.248\.3\.126, [\d.]+$/),
    });
    expect(Object.keys(event.headers)).toEqual(
      expect.arrayContaining([
        'Via',
        'X-Amz-Cf-Id',
        'CloudFront-Viewer-Country',
        'CloudFront-Viewer-ASN',
      ]),
    );
  });

  it('REST-31: a complete trace id is kept, a root alone gets a parent, anything else is replaced', () => {
    expect(traceFor('Root=1-a-b;Parent=c;Sampled=1')).toBe('Root=1-a-b;Parent=c;Sampled=1');
    expect(traceFor('Root=1-a-b')).toMatch(/^Root=1-a-b;Parent=[0-9a-f]{16}$/);
    expect(traceFor('nonsense')).toBe(exchange.traceId);
  });

  it('GW-20: a forwarded address of the client is in front, the true one comes last', () => {
    const event = build({
      headers: [
        ['X-Forwarded-For', '1.2.3.4'],
        ['x-forwarded-for', '5.6.7.8'],
      ],
    });

    expect(event.headers['X-Forwarded-For']).toBe('1.2.3.4, 5.6.7.8, 15.248.3.126');
    expect(event.requestContext.identity.sourceIp).toBe('15.248.3.126');
  });

  it('GW-22: the host of the client is data, the domain name is not taken from it', () => {
    const event = build({ headers: [['Host', 'evil.test/abc?x=']] });

    expect(event.headers['Host']).toBe('evil.test/abc?x=');
    expect(event.requestContext.domainName).toBe('puhdx84jy9.execute-api.eu-west-1.amazonaws.com');
  });

  it('CORE-22: a header may be called __proto__', () => {
    const { headers } = build({
      headers: [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    });

    expect(Object.entries(headers)).toContainEqual(['__proto__', 'x']);
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  });
});

describe('buildRestEvent: query', () => {
  it.each([
    [
      'REST-36: escapes and plus signs are decoded once',
      'a=a+b&b=a%2Bb&c%20d=%252F',
      { a: 'a b', b: 'a+b', 'c d': '%2F' },
    ],
    ['REST-37: an empty value and no value are empty', 'empty=&flag', { empty: '', flag: '' }],
    ['REST-38: the last value wins', 'a=1&b=x&a=2', { a: '2', b: 'x' }],
    ['REST-39: brackets and commas mean nothing', 'a[]=1&a[]=2&b=1,2', { 'a[]': '2', b: '1,2' }],
    ['REST-40: a semicolon separates', 'a=1;b=2', { a: '1', b: '2' }],
    ['REST-41: a fragment does not arrive', 'a=1#b=2', { a: '1' }],
    ['REST-36: what is no escape stays', 'a=%zz&b=%', { a: '%zz', b: '%' }],
    ['REST-36: bytes that are no UTF-8 are replaced', 'a=%ff', { a: '\u{FFFD}' }],
    ['CORE-21: __proto__ is a name', '__proto__=1', JSON.parse('{"__proto__":"1"}')],
  ])('%s', (_, query, expected) => {
    const { queryStringParameters, multiValueQueryStringParameters } = build({
      target: `/prod/x?${query}`,
    });

    expect(Object.entries(queryStringParameters ?? {})).toEqual(Object.entries(expected));
    expect(Object.keys(multiValueQueryStringParameters ?? {})).toEqual(Object.keys(expected));
  });

  it('REST-38: the multi map has every value in order', () => {
    const { multiValueQueryStringParameters } = build({ target: '/prod/x?a=1&b=x&a=2' });

    expect(multiValueQueryStringParameters).toEqual({ a: ['1', '2'], b: ['x'] });
  });

  it('REST-42, REST-43: nothing in the event has the query string as it was sent', () => {
    const event = build({ target: '/prod/x?b=%41&a=1&b=2' });

    expect(JSON.stringify(event)).not.toContain('b=');
  });

  it.each(['/prod/x', '/prod/x?', '/prod/x?&'])('REST-3: %s has none', (target) => {
    expect(build({ target }).queryStringParameters).toBeNull();
  });
});

describe('buildRestEvent: path', () => {
  it.each([
    [
      'REST-44',
      '/prod/a%20b/%E2%98%95/c+d%2B',
      '/a%20b/%E2%98%95/c+d%2B',
      '/prod/a%20b/%E2%98%95/c+d%2B',
    ],
    ['REST-46', '/prod', '/', '/prod'],
    ['REST-48', '/prod/x/', '/x/', '/prod/x/'],
    ['REST-49', '/prod/x//y', '/x//y', '/prod/x//y'],
    ['REST-50', '/prod//x', '/x', '/prod//x'],
    ['REST-50', '//prod/x', '/x', '/prod/x'],
    ['REST-46', '/production', '/production', '/prod/production'],
    ['GW-08', 'http://evil.test/prod/x', '/x', '/prod/x'],
  ])('%s: %s is %s, with stage %s', (_, target, path, contextPath) => {
    const event = build({ target });

    expect(event.path).toBe(path);
    expect(event.requestContext.path).toBe(contextPath);
  });

  it.each([
    ['', '/users/1', '/users/1'],
    ['/shop', '/shop/users/1', '/shop/users/1'],
  ])(
    'REST-52: behind a custom domain with base path "%s" both paths are %s',
    (basePath, target, path) => {
      const event = build({ target }, { basePath, resourcePath: '/users/{id}' });

      expect(event).toMatchObject({ path, resource: '/users/{id}', requestContext: { path } });
    },
  );

  it('REST-45: path parameters stay encoded', () => {
    const event = build({}, { pathParameters: { proxy: 'a%2Fb/c' } });

    expect(event.pathParameters).toEqual({ proxy: 'a%2Fb/c' });
  });
});

describe('buildRestEvent: body', () => {
  const bytes = Buffer.from([0xff, 0x00, 0x41]);
  const typed = (type: string, body: Uint8Array | string = bytes): RequestParts => ({
    method: 'POST',
    body,
    headers: [['content-type', type]],
  });

  it('REST-5: is null when empty, also of a binary type', () => {
    expect(build(typed('image/png', ''), { binaryMediaTypes: ['*/*'] })).toMatchObject({
      body: null,
      isBase64Encoded: false,
    });
  });

  it('REST-55: is text with replaced bytes where no binary type matches', () => {
    expect(build(typed('image/png'))).toMatchObject({
      body: '\u{FFFD}\0A',
      isBase64Encoded: false,
    });
  });

  it.each([
    ['REST-55', 'image/png', ['image/png'], true],
    ['REST-56', 'image/png', ['image/*'], true],
    ['REST-56', 'image/png', ['*/png'], false],
    ['REST-56', 'application/json', ['image/png'], false],
    ['REST-57', 'application/json', ['*/*'], true],
    ['REST-58', 'Image/PNG; charset=x', ['image/png'], true],
  ])('%s: of %s with %j is base64: %s', (_, type, binaryMediaTypes, encoded) => {
    const event = build(typed(type), { binaryMediaTypes });

    expect(event.isBase64Encoded).toBe(encoded);
    expect(event.body).toBe(encoded ? '/wBB' : '\u{FFFD}\0A');
  });

  it('REST-57: without a content type only the entry for all matches', () => {
    const request = { method: 'POST', body: 'x' };

    expect(build(request, { binaryMediaTypes: ['*/*'] }).body).toBe('eA==');
    expect(build(request, { binaryMediaTypes: ['image/*'] }).body).toBe('x');
  });

  it('REST-55: keeps a byte order mark', () => {
    expect(build(typed('application/json', '\u{FEFF}{}')).body).toBe('\u{FEFF}{}');
  });
});
