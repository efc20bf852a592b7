import { describe, expect, it } from 'vitest';

import { buildHttpApiEvent } from '../../../src/front-doors/http-api/event.ts';
import type { HttpApiRoute } from '../../../src/front-doors/http-api/route.ts';
import { bodyTypes } from '../body-types.ts';
import { exchange, httpRequest, type RequestParts } from '../requests.ts';
import { httpApiRoute } from './routes.ts';

function build(parts: RequestParts = {}, route: Partial<HttpApiRoute> = {}) {
  return buildHttpApiEvent(httpRequest(parts), httpApiRoute(route), exchange);
}

describe('buildHttpApiEvent', () => {
  it('HTTP2-1: has the keys in order when there is something in each', () => {
    const event = build(
      {
        method: 'POST',
        target: '/v1/users/1?a=1',
        headers: [
          ['cookie', 'a=1'],
          ['content-type', 'text/plain'],
        ],
        body: 'x',
      },
      { stage: 'v1', pathParameters: { id: '1' }, stageVariables: { a: 'b' } },
    );

    expect(Object.keys(event)).toEqual([
      'version',
      'routeKey',
      'rawPath',
      'rawQueryString',
      'cookies',
      'headers',
      'queryStringParameters',
      'requestContext',
      'body',
      'pathParameters',
      'isBase64Encoded',
      'stageVariables',
    ]);
    expect(event.version).toBe('2.0');
  });

  it('HTTP2-2: a key with nothing to report is absent', () => {
    const event = build();

    expect(Object.keys(event)).toEqual([
      'version',
      'routeKey',
      'rawPath',
      'rawQueryString',
      'headers',
      'requestContext',
      'isBase64Encoded',
    ]);
    expect(Object.keys(event.requestContext)).toEqual([
      'accountId',
      'apiId',
      'domainName',
      'domainPrefix',
      'http',
      'requestId',
      'routeKey',
      'stage',
      'time',
      'timeEpoch',
    ]);
  });

  it('HTTP2-4, HTTP2-5, HTTP2-6: the request context, with a short request id and an empty user agent', () => {
    expect(build({ target: '/x' }, { routeKey: 'GET /{id}' }).requestContext).toEqual({
      accountId: '123456789012',
      apiId: 'lsw1ro4ipb',
      domainName: 'lsw1ro4ipb.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'lsw1ro4ipb',
      http: {
        method: 'GET',
        path: '/x',
        protocol: 'HTTP/1.1',
        sourceIp: '15.248.3.126',
        userAgent: '',
      },
      requestId: 'ZhDrKF5dDoEEHfA=',
      routeKey: 'GET /{id}',
      stage: '$default',
      time: '17/Jun/2024:14:48:13 +0000',
      timeEpoch: 1718635693506,
    });
  });

  it('HTTP2-5, HTTP2-17, HTTP2-18: authentication and authorizer have their places', () => {
    const clientCert = {
      clientCertPem: 'pem',
      subjectDN: 'CN=client',
      issuerDN: 'CN=ca',
      serialNumber: '01',
      validity: { notBefore: 'May 28 12:30:02 2019 GMT', notAfter: 'Aug  5 09:36:04 2021 GMT' },
    };
    const authorizer = { lambda: { level: 1, tags: ['a'], nothing: null } };

    const { requestContext } = build({}, { clientCert, authorizer });

    expect(requestContext.authentication).toEqual({ clientCert });
    expect(requestContext.authorizer).toEqual(authorizer);
    expect(Object.keys(requestContext).slice(2, 4)).toEqual(['authentication', 'authorizer']);
  });

  it.each([
    ['HTTP2-7', '/capture/space%20value', '/capture/space value'],
    ['HTTP2-7', '/%E2%98%95/a%2Fb', '/☕/a/b'],
    ['HTTP2-8', '/what%3F/%23', '/what?/#'],
    ['HTTP2-10', '/x/', '/x/'],
    ['HTTP2-7', '/a+b', '/a+b'],
    ['HTTP2-7', '/%zz', '/%zz'],
  ])('%s: %s arrives as %s', (_, target, rawPath) => {
    const event = build({ target });

    expect(event.rawPath).toBe(rawPath);
    expect(event.requestContext.http.path).toBe(rawPath);
  });

  it.each([
    ['a named stage is in front', { stage: 'v1' }, '/v1/x', '/v1/x'],
    ['$default is not', {}, '/x', '/x'],
    ['a base path is left out', { basePath: '/shop' }, '/shop/x', '/x'],
    ['a base path alone is the root', { basePath: '/shop' }, '/shop', '/'],
    ['a base path counts by segments', { basePath: '/shop' }, '/shopping', '/shopping'],
    ['a stage behind a custom domain', { stage: 'v1', basePath: '' }, '/x', '/v1/x'],
  ])('HTTP2-11: %s', (_, route, target, rawPath) => {
    expect(build({ target }, route).rawPath).toBe(rawPath);
  });

  it('HTTP2-9: path parameters are decoded', () => {
    const event = build({}, { pathParameters: { proxy: 'a%2Fb%20c' } });

    expect(event.pathParameters).toEqual({ proxy: 'a/b c' });
  });

  it('HTTP2-3: the raw query string is there byte for byte, and always', () => {
    expect(build({ target: '/x?a=%20&&b=+#c' }).rawQueryString).toBe('a=%20&&b=+');
    expect(build().rawQueryString).toBe('');
  });

  it('HTTP2-13: query values are decoded, and joined with commas', () => {
    const event = build({ target: '/x?multi=foo&multi=%2Fbar&a=1%2C2&b=c+d&flag&e;f=1' });

    expect(event.queryStringParameters).toEqual({
      multi: 'foo,/bar',
      a: '1,2',
      b: 'c d',
      flag: '',
      'e;f': '1',
    });
  });

  it('HTTP2-12: header names are lower case, repeated ones joined without blank', () => {
    const { headers } = build({
      headers: [
        ['X-Probe', 'first'],
        ['x-probe', 'second'],
        ['ACCEPT', '*/*'],
      ],
    });

    expect(headers).toMatchObject({ 'x-probe': 'first,second', accept: '*/*' });
    expect(Object.keys(headers)).toEqual(Object.keys(headers).map((name) => name.toLowerCase()));
  });

  it('HTTP2-14: cookies leave the headers', () => {
    const event = build({
      headers: [
        ['Cookie', 'a=1; b=x=y;c'],
        ['cookie', 'd=2'],
      ],
    });

    expect(event.cookies).toEqual(['a=1', 'b=x=y', 'c', 'd=2']);
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('HTTP2-15: content-length is there, also for a body in chunks', () => {
    expect(build({ headers: [['Content-Length', '0']] }).headers['content-length']).toBe('0');
    expect(
      build({ body: 'four', headers: [['transfer-encoding', 'chunked']] }).headers,
    ).toMatchObject({
      'content-length': '4',
    });
    expect(build().headers).not.toHaveProperty('content-length');
  });

  it('HTTP2-19: the authorization header stays, headers of the connection do not', () => {
    const { headers } = build({
      headers: [
        ['Authorization', 'AWS4-HMAC-SHA256 x'],
        ['Connection', 'close'],
        ['TE', 'x'],
      ],
    });

    expect(headers['authorization']).toBe('AWS4-HMAC-SHA256 x');
    expect(headers).not.toHaveProperty('connection');
    expect(headers).not.toHaveProperty('te');
  });

  it.each(bodyTypes)('HTTP2-16: a body of %s is %s', (type, kind) => {
    const event = build({
      body: 'Grüße',
      headers: type === undefined ? [] : [['content-type', type]],
    });

    expect(event).toMatchObject(
      kind === 'text'
        ? { body: 'Grüße', isBase64Encoded: false }
        : { body: 'R3LDvMOfZQ==', isBase64Encoded: true },
    );
  });
});
