import { describe, expect, it } from 'vitest';

import { readHost } from '../../src/request/host.ts';

describe('readHost', () => {
  it.each([
    'api.test',
    'API.test:443',
    'a-b_c~d.e',
    '127.0.0.1:65535',
    '[::1]',
    '[2001:DB8::1]:80',
    'a'.repeat(255),
  ])('takes %j', (host) => {
    expect(readHost(host)).toBe(host);
  });

  it.each([
    '',
    'a b',
    'a/b',
    'a@b',
    'a:',
    'a:x',
    'a:123456',
    'a:80/',
    '/a',
    ':80',
    '[::1',
    '[]',
    '[g]',
    'x[::1]',
    '[::1]x',
    'a'.repeat(256),
    undefined,
  ])('does not take %j', (host) => {
    expect(readHost(host)).toBeUndefined();
  });
});
