import { describe, expect, it } from 'vitest';

import {
  cognitoAuthorizer,
  lambdaAuthorizer,
} from '../../../src/front-doors/rest-api/authorizer.ts';

describe('lambdaAuthorizer', () => {
  it('REST-19, REST-20: has the principal, the latency, and the context as strings', () => {
    const context = { level: 1, admin: true, name: 'Ada' };

    expect(lambdaAuthorizer({ principalId: 'user', integrationLatency: 422, context })).toEqual({
      principalId: 'user',
      integrationLatency: 422,
      level: '1',
      admin: 'true',
      name: 'Ada',
    });
  });
});

describe('cognitoAuthorizer', () => {
  it('REST-21: has strings, and Java dates for exp and iat alone', () => {
    const claims = {
      sub: 'd2f5',
      exp: 1718722804,
      iat: '1718636404',
      auth_time: 1718636404,
      groups: ['a', 'b'],
    };

    expect(cognitoAuthorizer(claims)).toEqual({
      claims: {
        sub: 'd2f5',
        exp: 'Tue Jun 18 15:00:04 UTC 2024',
        iat: 'Mon Jun 17 15:00:04 UTC 2024',
        auth_time: '1718636404',
        groups: 'a,b',
      },
    });
  });
});
