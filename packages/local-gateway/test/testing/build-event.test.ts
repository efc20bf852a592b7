import {
  array,
  assert,
  constantFrom,
  oneof,
  property,
  record,
  string,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

import {
  buildEvent,
  type FrontDoorEvents,
  frontDoors,
  type HttpRequest,
} from '../../src/testing.ts';
import { httpRequest } from '../front-doors/requests.ts';
import { anyText } from '../front-doors/texts.ts';

const post = new Request('https://api.test/users/a%2Fb?tag=x&tag=y', {
  method: 'POST',
  headers: { 'content-type': 'text/plain', 'x-a': '1' },
  body: 'Grüße',
});
const clientCert = {
  clientCertPem: 'pem',
  subjectDN: 'CN=client',
  issuerDN: 'CN=ca',
  serialNumber: '01',
  validity: { notBefore: 'a', notAfter: 'b' },
};

describe('buildEvent', () => {
  it('reads a web request, which stays readable', async () => {
    const event = await buildEvent('http-api', post);

    expect(event).toMatchObject({
      rawPath: '/users/a/b',
      rawQueryString: 'tag=x&tag=y',
      headers: {
        host: 'api.test',
        'content-type': 'text/plain',
        'x-a': '1',
        'content-length': '7',
      },
      body: 'Grüße',
    });
    expect(post.bodyUsed).toBe(false);
  });

  it('gives an event that a test may change', () => {
    const event = buildEvent('rest-api', httpRequest({ target: '/x' }));

    event.requestContext.authorizer = { principalId: 'ada' };
    event.multiValueHeaders['x-a'] = ['1'];

    expect(event).toMatchObject({
      multiValueHeaders: { 'x-a': ['1'] },
      requestContext: { authorizer: { principalId: 'ada' } },
    });
  });

  it('takes a plain request at once, and the type says which event it is', () => {
    const event = buildEvent('rest-api', httpRequest({ target: '/x' }));

    expectTypeOf(event).toExtend<FrontDoorEvents['rest-api']>();
    expectTypeOf(buildEvent('alb', post)).toExtend<Promise<FrontDoorEvents['alb']>>();
    expect(event.path).toBe('/x');
  });

  it('gives the same event each time', () => {
    expect(buildEvent('rest-api', httpRequest())).toEqual(buildEvent('rest-api', httpRequest()));
  });

  it('gives data that belongs to the test', () => {
    const stageVariables = { a: 'b' };

    const event = buildEvent('rest-api', httpRequest(), { stageVariables });

    expect(event.stageVariables).toEqual(stageVariables);
    expect(event.stageVariables).not.toBe(stageVariables);
  });

  it('REST-46, REST-52: puts the stage or the base path in front of the path', () => {
    const request = httpRequest({ target: '/x?a=1' });

    expect(buildEvent('rest-api', request)).toMatchObject({
      path: '/x',
      requestContext: { path: '/prod/x', stage: 'prod' },
    });
    expect(buildEvent('rest-api', request, { stage: 'v1' }).requestContext.path).toBe('/v1/x');
    expect(buildEvent('rest-api', request, { basePath: '/shop' })).toMatchObject({
      path: '/shop/x',
      requestContext: { path: '/shop/x' },
    });
    expect(buildEvent('lambda', request, { envelope: true, stage: 'v1' })).toMatchObject({
      requestContext: { path: '/v1/x' },
    });
  });

  it('HTTP2-11, HTTP1-9: does so for HTTP APIs by their own rules', () => {
    const request = httpRequest({ target: '/x' });

    expect(buildEvent('http-api', request).rawPath).toBe('/x');
    expect(buildEvent('http-api', request, { stage: 'v1' }).rawPath).toBe('/v1/x');
    expect(buildEvent('http-api', request, { settings: { stage: 'v1' } }).rawPath).toBe('/v1/x');
    expect(buildEvent('http-api', request, { basePath: '/shop' }).rawPath).toBe('/x');
    expect(buildEvent('http-api-v1', request, { basePath: '/shop' }).path).toBe('/shop/x');
    expect(buildEvent('function-url', request, { stage: 'v1' }).rawPath).toBe('/x');
  });

  it('finds the path parameters of a route', () => {
    const request = httpRequest({ target: '/users/a%20b' });
    const route = '/users/{id}';

    expect(buildEvent('rest-api', request, { route })).toMatchObject({
      resource: route,
      pathParameters: { id: 'a%20b' },
    });
    expect(buildEvent('http-api', request, { route })).toMatchObject({
      routeKey: `ANY ${route}`,
      pathParameters: { id: 'a b' },
    });
    expect(
      buildEvent('http-api-v1', request, { route, pathParameters: { id: '%C3%A4' } })
        .pathParameters,
    ).toEqual({ id: 'ä' });
  });

  it('has a greedy resource on REST APIs and $default on HTTP APIs where no route is given', () => {
    const request = httpRequest({ target: '/a/b' });

    expect(buildEvent('rest-api', request)).toMatchObject({
      resource: '/{proxy+}',
      pathParameters: { proxy: 'a/b' },
    });
    expect(buildEvent('rest-api', httpRequest())).toMatchObject({
      resource: '/',
      pathParameters: null,
    });
    expect(buildEvent('http-api', request).routeKey).toBe('$default');
    expect(buildEvent('websocket', request, { route: '$connect' }).requestContext.eventType).toBe(
      'CONNECT',
    );
  });

  it.each(['rest-api', 'http-api'] as const)(
    '%s: says when path and route do not fit',
    (frontDoor) => {
      expect(() =>
        buildEvent(frontDoor, httpRequest({ target: '/x' }), { route: '/users/{id}' }),
      ).toThrow(
        new TypeError(
          'the path "/x" does not fit the route "/users/{id}", expected one that does, or "pathParameters"',
        ),
      );
    },
  );

  it('passes who is calling', () => {
    const options = { authorizer: { principalId: 'ada' }, clientCert, sourceIp: '198.51.100.1' };
    const request = httpRequest();

    expect(buildEvent('rest-api', request, options).requestContext).toMatchObject({
      authorizer: options.authorizer,
      identity: { clientCert, sourceIp: '198.51.100.1' },
    });
    expect(buildEvent('http-api', request, options).requestContext).toMatchObject({
      authorizer: options.authorizer,
      authentication: { clientCert },
      http: { sourceIp: '198.51.100.1' },
    });
    expect(buildEvent('function-url', request, options).requestContext).toMatchObject({
      accountId: '123456789012',
      authorizer: options.authorizer,
    });
    expect(buildEvent('alb', request, options).headers).toMatchObject({
      'x-forwarded-for': '198.51.100.1',
    });
    expect(
      buildEvent('websocket', request, { ...options, stageVariables: { a: 'b' } }),
    ).toMatchObject({
      stageVariables: { a: 'b' },
      requestContext: { authorizer: options.authorizer },
    });
  });

  it('takes time and ids', () => {
    const options = {
      now: 1718635693506,
      requestId: 'r',
      extendedRequestId: 'e',
      traceId: 'Root=1-a-b',
    };

    expect(buildEvent('rest-api', httpRequest(), options)).toMatchObject({
      headers: { 'X-Amzn-Trace-Id': 'Root=1-a-b' },
      requestContext: { requestId: 'r', extendedRequestId: 'e', requestTimeEpoch: 1718635693506 },
    });
  });

  it('REST-57: takes the rule for base64', () => {
    expect(
      buildEvent('rest-api', httpRequest({ body: 'x' }), { binaryMediaTypes: ['*/*'] }).body,
    ).toBe('eA==');
  });

  it('takes anything else in the words of the front door', () => {
    expect(
      buildEvent('alb', httpRequest(), { settings: { targetGroupArn: 'arn' } }).requestContext.elb
        .targetGroupArn,
    ).toBe('arn');
    expect(
      buildEvent('vpc-lattice', httpRequest(), { settings: { region: 'us-east-1' } }).requestContext
        .region,
    ).toBe('us-east-1');
    expect(
      buildEvent('websocket', httpRequest(), { settings: { messageId: 'm' } }).requestContext
        .messageId,
    ).toBe('m');
  });

  it('ALB-2: there is a front door for each kind of target group', () => {
    expect(buildEvent('alb', httpRequest())).toHaveProperty('headers');
    expect(buildEvent('alb-multi-value', httpRequest())).toHaveProperty('multiValueHeaders');
  });
});

const names = oneof(
  string(),
  constantFrom('__proto__', 'constructor', 'host', 'Cookie', 'content-type', 'x-forwarded-for'),
);
const requests = record({
  method: constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'FOO BAR', ''),
  target: oneof(
    anyText,
    string().map((text) => `/${text}`),
    constantFrom('//evil.test', '/%', '/?%=%&__proto__=1'),
  ),
  headers: array(tuple(names, anyText)),
  body: uint8Array(),
});

describe.each(frontDoors.filter((frontDoor) => frontDoor !== 'lambda'))(
  'buildEvent of %s',
  (frontDoor) => {
    it('takes any request, and gives what survives JSON', { timeout: 60_000 }, () => {
      assert(
        property(requests, (request: HttpRequest) => {
          const event: unknown = buildEvent(frontDoor, request);

          expect(JSON.parse(JSON.stringify(event))).toEqual(event);
        }),
        { numRuns: 200 },
      );
    });

    it('delivers bytes that are no text intact where it delivers base64', () => {
      const body = Buffer.from([0xff, 0x00, 0x41]);
      const request = httpRequest({
        method: 'POST',
        body,
        headers: [['content-type', 'application/octet-stream']],
      });

      const event: unknown = buildEvent(frontDoor, request, { binaryMediaTypes: ['*/*'] });

      // A WebSocket message is text.
      expect(event).toMatchObject({ body: frontDoor === 'websocket' ? '\u{FFFD}\0A' : '/wBB' });
    });
  },
);
