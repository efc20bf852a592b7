import type { FrontDoorName } from '@org/local-gateway/testing';
import { describe, expect, it } from 'vitest';

import type { LazyRequest } from '../../src/request/lazy-request.ts';
import { requestOf } from '../calls.ts';
import { frontDoorEvent } from '../events.ts';

const receivedAt = 1_767_225_600_000;
const apiHost = 'abcdefghij.execute-api.eu-west-1.amazonaws.com';
const api = {
  host: apiHost,
  protocol: 'https',
  clientIp: '203.0.113.7',
  stage: 'prod',
  receivedAt,
};
const http = { ...api, stage: '$default', requestId: 'AAAAAAAAAAAAAAA=' };
const rest = { ...api, requestId: '00000000-0000-4000-8000-000000000001' };
const balancer = { host: 'api.test', protocol: 'https', clientIp: '203.0.113.7' };

type Told = Partial<Record<keyof typeof rest | 'route', unknown>>;

const told: readonly (readonly [FrontDoorName, Told])[] = [
  ['rest-api', { ...rest, route: '/{proxy+}' }],
  ['http-api', http],
  ['http-api-v1', http],
  ['function-url', { ...rest, host: 'abcdefghij.lambda-url.eu-west-1.on.aws', stage: '$default' }],
  ['alb', balancer],
  ['alb-multi-value', balancer],
  ['vpc-lattice', { host: 'api.test', receivedAt }],
  ['vpc-lattice-v1', { host: 'api.test' }],
  ['websocket', { ...api, protocol: 'wss', requestId: http.requestId, route: '$default' }],
  ['lambda', { ...rest, route: '/{proxy+}' }],
];

function membersOf(request: LazyRequest): Told {
  const { host, protocol, clientIp, stage, receivedAt: at, requestId, route } = request;
  return { host, protocol, clientIp, stage, receivedAt: at, requestId, route };
}

/** An event with other members of its request context. */
function withContext(frontDoor: FrontDoorName, context: object): Record<string, unknown> {
  const event = frontDoorEvent(frontDoor);
  return { ...event, requestContext: { ...(event['requestContext'] as object), ...context } };
}

describe('a request', () => {
  it.each(told)(
    'behind %s has what the front door tells, and nothing else',
    (frontDoor, members) => {
      expect(membersOf(requestOf(frontDoorEvent(frontDoor)))).toEqual(members);
    },
  );

  it.each(['rest-api', 'http-api-v1', 'websocket', 'lambda'] as const)(
    'behind %s has the identity of its authorizer',
    (frontDoor) => {
      const event = withContext(frontDoor, { authorizer: { principalId: 'me' } });

      expect(requestOf(event).identity).toEqual({ kind: 'lambda', principalId: 'me', context: {} });
    },
  );

  it.each(['http-api', 'function-url'] as const)(
    'behind %s has the identity of its authorizer',
    (frontDoor) => {
      const iam = { userArn: 'arn:aws:iam::123456789012:user/me', accountId: '123456789012' };

      expect(requestOf(withContext(frontDoor, { authorizer: { iam } })).identity).toMatchObject({
        kind: 'iam',
        userArn: iam.userArn,
      });
    },
  );

  it('has no client address where the event tells no identity', () => {
    expect(requestOf(withContext('rest-api', { identity: undefined })).clientIp).toBeUndefined();
  });
});

describe('the route of an HTTP API', () => {
  it.each([
    ['POST /users/{id}', '/users/{id}'],
    ['ANY /', '/'],
    ['$default', undefined],
    [undefined, undefined],
    [7, undefined],
  ])('of %s is %s', (routeKey, route) => {
    expect(requestOf({ ...frontDoorEvent('http-api'), routeKey }).route).toBe(route);
  });

  it.each([
    ['/users/{id}', '/users/{id}'],
    ['$default', undefined],
  ])('of payload 1.0 with the resource %s is %s', (resource, route) => {
    expect(requestOf({ ...frontDoorEvent('http-api-v1'), resource }).route).toBe(route);
  });
});

describe('the path of an HTTP API', () => {
  it.each([undefined, null, 7])('is the root for %s', (rawPath) => {
    expect(requestOf({ ...frontDoorEvent('http-api'), rawPath }).path).toBe('/');
  });

  it.each([
    ['$default', '/$default/a', '/$default/a'],
    ['', '/a', '/a'],
    [undefined, '/undefined/a', '/undefined/a'],
    [7, '/7/a', '/7/a'],
    ['dev', '/dev/a', '/a'],
    ['dev', '/devs/a', '/devs/a'],
  ])('of stage %s in %s is %s', (stage, rawPath, path) => {
    const event = { ...withContext('http-api', { stage }), rawPath, routeKey: '$default' };

    expect(requestOf(event).path).toBe(path);
  });
});
