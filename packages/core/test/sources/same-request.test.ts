import { buildEvent, type FrontDoorName } from '@org/local-gateway/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseBody } from '../../src/request/parse-body.ts';
import type { TextMap } from '../../src/request/request.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { type Intent, intents, numRuns, pathOf, toHttpRequest } from '../requests.ts';

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

function testHeaders({ headers }: { readonly headers: TextMap }): Map<string, string> {
  return new Map(Object.entries(headers).filter(([name]) => name.startsWith('x-test-')));
}

function linesOf(frontDoor: FrontDoorName, headers: Intent['headers']) {
  return new Map(
    Object.entries(headers).map(([name, lines]) => [
      name.toLowerCase(),
      joinLines(frontDoor, [lines].flat()),
    ]),
  );
}

/** The lines of a header as the events of a front door have them: all joined, or the last one (ALB-5, REQ-20). */
function joinLines(frontDoor: FrontDoorName, lines: readonly string[]): string | undefined {
  if (lastOnly.has(frontDoor)) return lines.at(-1);
  // AWS itself joins them there, with no blank (HTTP2-12, FURL-4, LAT-1).
  return lines.join(joined.has(frontDoor) ? ',' : ', ');
}

const lastOnly: ReadonlySet<FrontDoorName> = new Set(['alb', 'lambda']);
const joined: ReadonlySet<FrontDoorName> = new Set(['http-api', 'function-url', 'vpc-lattice-v1']);

/** The values of a query as the events of a front door have them: all, or the last one of each name (ALB-5, REQ-20). */
function listsOf(frontDoor: FrontDoorName, query: Intent['query']): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of query) {
    const before = lastOnly.has(frontDoor) ? [] : (lists.get(name) ?? []);
    lists.set(name, [...before, value]);
  }
  return lists;
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
          queries: new Map(Object.entries(request.queries)),
          headers: testHeaders(request),
          cookies: Object.entries(request.cookies),
          rawBody: Array.from(request.rawBody ?? []),
        }).toEqual({
          source: frontDoor === 'alb-multi-value' ? 'alb' : frontDoor,
          method: intent.method,
          path: pathOf(intent.segments),
          basePath: '',
          query: new Map(intent.query),
          queries: listsOf(frontDoor, intent.query),
          headers: linesOf(frontDoor, intent.headers),
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
      { numRuns },
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

describe('a request through lambda', () => {
  it('is the request that the client sent, with a body of JSON', () => {
    fc.assert(
      fc.property(intents, fc.dictionary(fc.string(), fc.jsonValue()), (intent, value) => {
        const body = JSON.stringify(value).replaceAll('__proto__', 'proto');
        const headers = { ...intent.headers, 'content-type': 'application/json' };
        const sent = { ...intent, headers, body: Buffer.from(body) };
        const request = toRequest('lambda', sent, { envelope: true });

        expect({
          method: request.method,
          path: request.path,
          query: new Map(Object.entries(request.query)),
          queries: new Map(Object.entries(request.queries)),
          headers: testHeaders(request),
          cookies: Object.entries(request.cookies),
          body: request.body,
        }).toEqual({
          method: intent.method,
          path: pathOf(intent.segments),
          query: new Map(intent.query),
          queries: listsOf('lambda', intent.query),
          headers: linesOf('lambda', intent.headers),
          cookies: Object.entries(intent.cookies),
          body: JSON.parse(body),
        });
      }),
      { numRuns },
    );
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

describe.each(['rest-api', 'http-api', 'http-api-v1', 'lambda'] as const)(
  'a path through %s',
  (frontDoor) => {
    const names = fc.constantFrom('dev', 'users', 'v1', 'shop');
    const routes = fc.constantFrom(
      ['/users', '/users'],
      ['/', '/'],
      ['/users/{id}', '/users/users'],
      ['/users/{id}', '/users/a%20b%25'],
      ['/users/{id}', '/users/%E2%98%95'],
      ['/users/{id}', '/users/a+b;c=1'],
      ['/{proxy+}', '/dev/shop/users'],
      ['/{proxy+}', '/a//b'],
      ['/{proxy+}', '/a/b/'],
      ['/{a}/{b}', '/v1/v1'],
    );

    it('has neither the stage nor the base path, whatever they are called', () => {
      fc.assert(
        fc.property(names, fc.array(names, { maxLength: 2 }), routes, (stage, base, parts) => {
          const [route = '', target = ''] = parts;
          const basePath = base.map((name) => `/${name}`).join('');
          const sent = { method: 'GET', target, headers: [], body: new Uint8Array() };
          const settings = { domainName: 'api.example.com' };
          const custom = basePath !== '' && { basePath, settings };
          const options = { route, stage, envelope: true, ...custom };
          const event: unknown = buildEvent(frontDoor, sent, options);
          // AWS has taken it off there (HTTP2-11).
          const left = frontDoor === 'http-api' ? '' : basePath;
          const request = detectSource(event).toRequest(event, { basePath: left });

          expect([request.path, request.basePath]).toEqual([target, left]);
        }),
        { numRuns },
      );
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
    // AWS has taken it off there (HTTP2-11).
    expect(request.basePath).toBe(frontDoor === 'http-api' ? '' : '/shop/v2');
  });
});
