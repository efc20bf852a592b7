import { assert, constantFrom, property, shuffledSubarray } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { matchResource } from '../../../src/front-doors/rest-api/matching.ts';
import { anyText } from '../texts.ts';

function resources(map: Readonly<Record<string, string>>) {
  return Object.entries(map).map(([resourcePath, methods]) => ({
    resourcePath,
    methods: methods.split(' '),
  }));
}

function serve(map: Readonly<Record<string, string>>, request: string): string | undefined {
  const [method = '', path = ''] = request.split(' ');
  const match = matchResource(resources(map), method, path);
  return match && `${match.method} ${match.resource.resourcePath}`;
}

describe('matchResource', () => {
  const users = {
    '/': 'GET',
    '/users': 'GET POST',
    '/users/{id}': 'GET',
    '/users/me': 'GET',
    '/users/{id}/{rest+}': 'ANY',
    '/{proxy+}': 'ANY',
  };

  it.each([
    ['GW-1', 'GET /', 'GET /'],
    ['GW-1', 'GET /users', 'GET /users'],
    ['GW-1', 'GET /users/me', 'GET /users/me'],
    ['GW-1', 'GET /users/1', 'GET /users/{id}'],
    ['GW-1', 'GET /users/1/a', 'ANY /users/{id}/{rest+}'],
    ['GW-1', 'GET /other', 'ANY /{proxy+}'],
    ['GW-2', 'DELETE /users/me', 'ANY /{proxy+}'],
    ['GW-2', 'DELETE /users', 'ANY /{proxy+}'],
    ['GW-2', 'POST /users/me/a/b', 'ANY /users/{id}/{rest+}'],
    ['REST-51', 'POST /', undefined],
    ['REST-48', 'GET /users/', 'GET /users'],
    ['REST-50', 'GET //users', 'GET /users'],
    ['REST-49', 'GET /users//', 'ANY /{proxy+}'],
    ['GW-5', 'TRACE /other', undefined],
    ['GW-5', 'PROPFIND /users', undefined],
  ])('%s: %s is served by %s', (_, request, expected) => {
    expect(serve(users, request)).toBe(expected);
  });

  it.each([
    [{ '/a': 'GET', '/{proxy+}': 'ANY' }, 'POST /a', 'ANY /{proxy+}'],
    [{ '/a': 'OPTIONS', '/{proxy+}': 'ANY' }, 'GET /a', 'ANY /{proxy+}'],
    [{ '/a': 'GET' }, 'POST /a', undefined],
  ])('GW-2, GW-3, as measured: with %j, %s is served by %s', (map, request, expected) => {
    expect(serve(map, request)).toBe(expected);
  });

  it('RESP-44: HEAD goes to HEAD or ANY, never to GET', () => {
    expect(serve({ '/a': 'GET' }, 'HEAD /a')).toBeUndefined();
    expect(serve({ '/a': 'GET ANY' }, 'HEAD /a')).toBe('ANY /a');
  });

  it('GW-5: the verb goes before ANY on the same resource', () => {
    expect(serve({ '/a': 'ANY OPTIONS' }, 'OPTIONS /a')).toBe('OPTIONS /a');
  });

  it.each([
    ['/{proxy+}', '/proxy-value/', { proxy: 'proxy-value' }],
    ['/{proxy+}', '/a//b', { proxy: 'a//b' }],
    ['/{proxy+}', '/a%2Fb/c', { proxy: 'a%2Fb/c' }],
    ['/x/{id}/y', '/x/%C3%A4/y', { id: '%C3%A4' }],
    ['/{__proto__}', '/x', JSON.parse('{"__proto__":"x"}')],
  ])('REST-45, REST-48, REST-49: the parameters of %s in %s', (template, path, expected) => {
    const match = matchResource(resources({ [template]: 'ANY' }), 'GET', path);

    expect(Object.entries(match?.pathParameters ?? {})).toEqual(Object.entries(expected));
  });

  it('has no parameters where the template has none', () => {
    expect(matchResource(resources({ '/a': 'GET' }), 'GET', '/a')).not.toHaveProperty(
      'pathParameters',
    );
  });

  it('GW-1: does not depend on the order of the resources', { timeout: 60_000 }, () => {
    const list = resources(users);
    const paths = constantFrom(
      '/',
      '/users',
      '/users/',
      '/users/me',
      '/users/7',
      '/users/7/x/y',
      '/else//where',
    );
    assert(
      property(shuffledSubarray(list, { minLength: list.length }), paths, (shuffled, path) => {
        expect(matchResource(shuffled, 'GET', path)).toEqual(matchResource(list, 'GET', path));
      }),
    );
  });

  it(
    'takes any path, and a greedy parameter is the path without its outer slashes',
    { timeout: 60_000 },
    () => {
      assert(
        property(anyText, (text) => {
          const match = matchResource(resources({ '/{proxy+}': 'ANY' }), 'GET', `/${text}`);
          const inner = text.replace(/^\/+/, '').replace(/\/$/, '');
          expect(match?.pathParameters?.['proxy'] ?? '').toBe(inner);
        }),
      );
    },
  );
});
