import { describe, expect, it } from 'vitest';

import { matchRoute } from '../../../src/front-doors/http-api/matching.ts';

const routes = [
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{id}',
  'ANY /pets/{id}',
  'GET /pets/{proxy+}',
  'GET /pets/dog',
  'ANY /pets',
  'POST /pets',
  'GET /',
].map((routeKey) => ({ routeKey }));

describe('matchRoute', () => {
  it.each([
    ['GET /', 'GET /', {}],
    ['POST /', '$default', {}],
    ['GET /pets/dog', 'GET /pets/dog', {}],
    ['POST /pets/dog', 'ANY /pets/{id}', { id: 'dog' }],
    ['GET /pets/1', 'GET /pets/{id}', { id: '1' }],
    ['GET /pets/1/a%2Fb', 'GET /pets/{proxy+}', { proxy: '1/a%2Fb' }],
    ['POST /pets/1/a', 'ANY /{proxy+}', { proxy: 'pets/1/a' }],
    ['POST /pets', 'POST /pets', {}],
    ['DELETE /pets', 'ANY /pets', {}],
    ['PROPFIND /other', 'ANY /{proxy+}', { proxy: 'other' }],
  ])('HTTP2-38: %s takes the route %s', (request, routeKey, parameters) => {
    const [method = '', path = ''] = request.split(' ');

    const match = matchRoute(routes, method, path);

    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.pathParameters ?? {}).toEqual(parameters);
  });

  it('HTTP2-38: does not depend on the order of the routes', () => {
    expect(matchRoute(routes.toReversed(), 'POST', '/pets')?.route.routeKey).toBe('POST /pets');
    expect(matchRoute(routes.toReversed(), 'GET', '/pets/1')?.route.routeKey).toBe(
      'GET /pets/{id}',
    );
  });

  it('HTTP2-33: without $default there may be none', () => {
    expect(matchRoute([{ routeKey: 'GET /a' }], 'GET', '/b')).toBeUndefined();
    expect(matchRoute([{ routeKey: 'GET /a' }], 'POST', '/a')).toBeUndefined();
  });

  it('HTTP2-42: OPTIONS is an ordinary verb', () => {
    expect(matchRoute([{ routeKey: 'GET /a' }], 'OPTIONS', '/a')).toBeUndefined();
    expect(matchRoute([{ routeKey: 'OPTIONS /{proxy+}' }], 'OPTIONS', '/a')).toBeDefined();
  });
});
