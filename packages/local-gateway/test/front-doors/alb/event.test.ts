import { describe, expect, it } from 'vitest';

import { buildAlbEvent, buildAlbHealthCheckEvent } from '../../../src/front-doors/alb/event.ts';
import type { AlbRoute } from '../../../src/front-doors/alb/route.ts';
import { bodyTypes } from '../body-types.ts';
import { exchange, httpRequest, type RequestParts } from '../requests.ts';

const targetGroupArn =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/0123456789abcdef';

function build(parts: RequestParts = {}, route: Partial<AlbRoute> = {}) {
  return buildAlbEvent(httpRequest(parts), { targetGroupArn, ...route }, exchange);
}

describe('buildAlbEvent', () => {
  it('ALB-1, ALB-6: has these keys, with empty maps and an empty body', () => {
    const event = build();

    expect(event).toMatchObject({
      requestContext: { elb: { targetGroupArn } },
      httpMethod: 'GET',
      path: '/',
      body: '',
      isBase64Encoded: false,
    });
    expect(event.queryStringParameters).toEqual({});
    expect(Object.keys(event)).toEqual([
      'requestContext',
      'httpMethod',
      'path',
      'queryStringParameters',
      'headers',
      'body',
      'isBase64Encoded',
    ]);
  });

  it('ALB-2: multi-value maps come instead of single ones', () => {
    const event = build(
      {
        target: '/?a=1&a=2',
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
        ],
      },
      { multiValueHeaders: true },
    );

    expect(event.multiValueHeaders).toMatchObject({ 'x-a': ['1', '2'] });
    expect(event.multiValueQueryStringParameters).toEqual({ a: ['1', '2'] });
    expect(event).not.toHaveProperty('headers');
    expect(event).not.toHaveProperty('queryStringParameters');
  });

  it('ALB-3: neither path nor query is decoded', () => {
    const event = build({
      target: '/a%20b/%2F?literal=a+b&escaped=a%2Bb&n%61me=https%3A%2F%2F&flag',
    });

    expect(event.path).toBe('/a%20b/%2F');
    expect(event.queryStringParameters).toEqual({
      literal: 'a+b',
      escaped: 'a%2Bb',
      'n%61me': 'https%3A%2F%2F',
      flag: '',
    });
  });

  it('ALB-4: names are lower case, and four headers are added', () => {
    const { headers } = build({
      headers: [
        ['ACCEPT', '*/*'],
        ['X-Forwarded-For', '1.2.3.4'],
      ],
    });

    expect(headers).toEqual({
      accept: '*/*',
      'x-amzn-trace-id': exchange.traceId,
      'x-forwarded-for': '1.2.3.4, 15.248.3.126',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    });
  });

  it('ALB-4: the listener says port and protocol', () => {
    expect(build({}, { protocol: 'http' }).headers).toMatchObject({
      'x-forwarded-port': '80',
      'x-forwarded-proto': 'http',
    });
    expect(build({}, { protocol: 'http', port: 8080 }).headers).toMatchObject({
      'x-forwarded-port': '8080',
    });
  });

  it('ALB-5: the last value wins in single maps, cookies included', () => {
    const event = build({
      target: '/?a=1&a=2',
      headers: [
        ['cookie', 'a=1'],
        ['cookie', 'b=2'],
        ['x-a', '1'],
        ['x-a', '2'],
      ],
    });

    expect(event.queryStringParameters).toEqual({ a: '2' });
    expect(event.headers).toMatchObject({ cookie: 'b=2', 'x-a': '2' });
  });

  it.each(bodyTypes)('ALB-7: a body of %s is %s', (type, kind) => {
    const event = build({ body: 'x', headers: type === undefined ? [] : [['content-type', type]] });

    expect(event.body).toBe(kind === 'text' ? 'x' : 'eA==');
    expect(event.isBase64Encoded).toBe(kind === 'base64');
    expect(event.headers).toMatchObject({ 'content-length': '1' });
  });

  it('ALB-7: an encoded body is always base64', () => {
    const headers = [
      ['content-type', 'text/plain'],
      ['Content-Encoding', 'gzip'],
    ] as const;

    expect(build({ body: 'x', headers })).toMatchObject({ body: 'eA==', isBase64Encoded: true });
    expect(build({ headers })).toMatchObject({ body: '', isBase64Encoded: false });
  });
});

describe('buildAlbHealthCheckEvent', () => {
  it('ALB-8: has one header and nothing else', () => {
    expect(buildAlbHealthCheckEvent({ targetGroupArn })).toEqual({
      requestContext: { elb: { targetGroupArn } },
      httpMethod: 'GET',
      path: '/',
      queryStringParameters: {},
      headers: { 'user-agent': 'ELB-HealthChecker/2.0' },
      body: '',
      isBase64Encoded: false,
    });
  });

  it('ALB-8, ALB-2: is in multi-value maps for such a target group', () => {
    expect(
      buildAlbHealthCheckEvent({ targetGroupArn, multiValueHeaders: true }, '/health'),
    ).toMatchObject({
      path: '/health',
      multiValueHeaders: { 'user-agent': ['ELB-HealthChecker/2.0'] },
      multiValueQueryStringParameters: {},
    });
  });
});
