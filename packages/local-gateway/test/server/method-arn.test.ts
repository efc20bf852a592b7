import { describe, expect, it } from 'vitest';

import { methodArn } from '../../src/server/method-arn.ts';

describe('methodArn', () => {
  it.each([
    ['/users/a%2Fb', 'GET/users/a%2Fb'],
    ['/', 'GET/'],
    ['//x', 'GET//x'],
  ])('GW-21, GW-22: names the method of %s', (path, method) => {
    const api = { accountId: '123456789012', region: 'eu-west-1', id: 'puhdx84jy9' };

    expect(methodArn(api, 'prod', 'GET', path)).toBe(
      `arn:aws:execute-api:eu-west-1:123456789012:puhdx84jy9/prod/${method}`,
    );
  });
});
