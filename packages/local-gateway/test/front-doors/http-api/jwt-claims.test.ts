import { describe, expect, it } from 'vitest';

import { jwtAuthorizer } from '../../../src/front-doors/http-api/jwt-claims.ts';

describe('jwtAuthorizer', () => {
  it('HTTP2-17: claims are strings, lists in brackets, objects JSON, nulls gone', () => {
    const claims = {
      sub: 'ada',
      exp: 1718722804,
      admin: true,
      'cognito:groups': ['admin', 'poweruser'],
      address: { city: 'London' },
      nothing: null,
    };

    expect(jwtAuthorizer(claims)).toEqual({
      jwt: {
        claims: {
          sub: 'ada',
          exp: '1718722804',
          admin: 'true',
          'cognito:groups': '[admin poweruser]',
          address: '{"city":"London"}',
        },
        scopes: null,
      },
    });
  });

  it('HTTP2-17: scopes are there when the route requires some', () => {
    expect(jwtAuthorizer({}, ['read', 'write'])).toEqual({
      jwt: { claims: {}, scopes: ['read', 'write'] },
    });
  });
});
