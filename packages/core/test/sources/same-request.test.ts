import { buildEvent, type FrontDoorName } from '@org/local-gateway/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseBody } from '../../src/request/parse-body.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { intents, numRuns, pathOf, toHttpRequest } from '../requests.ts';

const httpDoors = [
  'rest-api',
  'http-api',
  'http-api-v1',
  'function-url',
  'alb',
  'alb-multi-value',
  'vpc-lattice',
  'vpc-lattice-v1',
] satisfies FrontDoorName[];

function toRequest(
  frontDoor: FrontDoorName,
  ...rest: [Parameters<typeof toHttpRequest>[0], object?]
) {
  const event: unknown = buildEvent(frontDoor, toHttpRequest(rest[0]), rest[1] ?? {});
  const request = detectSource(event).toRequest(event);
  request.parseBodyWith(parseBody);
  return request;
}

function pick(map: Readonly<Record<string, string>>, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, map[name]]));
}

describe.each(httpDoors)('a request through %s', (frontDoor) => {
  it('is the request that the client sent', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const request = toRequest(frontDoor, intent, { binaryMediaTypes: ['*/*'] });

        expect({
          source: request.source,
          method: request.method,
          path: request.path,
          basePath: request.basePath,
          query: new Map(Object.entries(request.query)),
          headers: pick(request.headers, Object.keys(intent.headers)),
          cookies: Object.entries(request.cookies),
          rawBody: Array.from(request.rawBody ?? []),
        }).toEqual({
          source: frontDoor === 'alb-multi-value' ? 'alb' : frontDoor,
          method: intent.method,
          path: pathOf(intent.segments),
          basePath: '',
          query: new Map(intent.query),
          headers: intent.headers,
          cookies: Object.entries(intent.cookies),
          rawBody: Array.from(intent.body),
        });
      }),
      { numRuns },
    );
  });

  it('has the JSON value of a JSON body', () => {
    fc.assert(
      fc.property(intents, fc.jsonValue({ noUnicodeString: false }), (intent, value) => {
        const safe: unknown = JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto'));
        const request = toRequest(frontDoor, {
          ...intent,
          headers: { 'Content-Type': 'application/json' },
          body: Buffer.from(JSON.stringify(safe)),
        });

        expect(request.body).toEqual(safe);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  it('has no body when the client sent none', () => {
    const request = toRequest(frontDoor, {
      method: 'GET',
      segments: ['x'],
      query: [],
      headers: { 'content-type': 'application/json' },
      cookies: {},
      body: new Uint8Array(),
    });

    expect(request.body).toBeUndefined();
    expect(request.rawBody).toBeUndefined();
  });
});

describe.each(httpDoors.filter((name) => name !== 'alb'))(
  'a repeated query parameter through %s',
  (frontDoor) => {
    it('keeps every value in order', () => {
      const request = toRequest(frontDoor, {
        method: 'GET',
        segments: ['x'],
        query: [
          ['tag', 'a,b'],
          ['flag', ''],
          ['tag', 'c d'],
          ['tag', '+'],
        ],
        headers: {},
        cookies: {},
        body: new Uint8Array(),
      });

      expect(request.queries).toEqual({ tag: ['a,b', 'c d', '+'], flag: [''] });
      expect(request.query).toEqual({ tag: '+', flag: '' });
    });
  },
);

describe.each(['rest-api', 'http-api', 'http-api-v1'] as const)('a route of %s', (frontDoor) => {
  const intent = {
    method: 'GET',
    segments: ['users', 'a b%c', 'files', 'x', 'y'],
    query: [],
    headers: {},
    cookies: {},
    body: new Uint8Array(),
  };

  it('gives its parameters decoded once', () => {
    const request = toRequest(frontDoor, intent, { route: '/users/{id}/{proxy+}' });

    expect(request.route).toBe('/users/{id}/{proxy+}');
    expect(request.params).toEqual({ id: 'a b%c', proxy: 'files/x/y' });
    expect(request.path).toBe('/users/a%20b%25c/files/x/y');
  });

  it('has no stage in its path', () => {
    const request = toRequest(frontDoor, intent, { route: '/{proxy+}', stage: 'dev' });

    expect(request.path).toBe('/users/a%20b%25c/files/x/y');
    expect(request.stage).toBe('dev');
  });

  it('has no base path of a custom domain in its path', () => {
    const domainName = 'api.example.com';
    const request = toRequest(frontDoor, intent, {
      route: '/{proxy+}',
      basePath: '/shop/v2',
      settings: { domainName },
    });

    expect(request.path).toBe('/users/a%20b%25c/files/x/y');
    expect(request.basePath).toBe(frontDoor === 'http-api' ? request.basePath : '/shop/v2');
  });
});
