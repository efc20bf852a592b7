import { describe, expect, it } from 'vitest';

import { resolveOptions } from '../../src/request/request-options.ts';

const defaults = {
  passthrough: false,
  basePath: '',
  trustedHops: 1,
  limits: { bodyBytes: 6_291_456, jsonDepth: 64, headers: 256, queries: 1000 },
};

describe('resolveOptions', () => {
  it('fills in every default', () => {
    expect(resolveOptions(undefined)).toMatchObject(defaults);
    expect(resolveOptions({})).toMatchObject(defaults);
    const unsaid = undefined as never;
    const options = { limits: { headers: unsaid }, trustedHops: unsaid };
    expect(resolveOptions(options)).toMatchObject(defaults);
  });

  it('keeps what is said', () => {
    const options = {
      passthrough: true,
      basePath: '/v2',
      trustedHops: 2,
      limits: { bodyBytes: 1, jsonDepth: 2, headers: 3, queries: 4 },
    };

    expect(resolveOptions(options)).toMatchObject(options);
    expect(resolveOptions({ limits: { headers: 3 } }).limits).toEqual({
      ...defaults.limits,
      headers: 3,
    });
  });

  it('resolves once', () => {
    const resolved = resolveOptions({ basePath: 'v2' });

    expect(resolveOptions(resolved)).toBe(resolved);
    expect(resolveOptions(undefined)).toBe(resolveOptions(undefined));
  });

  it.each([
    ['v2', '/v2'],
    ['/v2', '/v2'],
    ['/v2/', '/v2'],
    ['//a/b//', '/a/b'],
    ['/', ''],
    ['', ''],
  ])('writes the base path %j as %j', (basePath, normal) => {
    expect(resolveOptions({ basePath }).basePath).toBe(normal);
  });

  it.each([
    [{ trustedHops: -1 }, 'trustedHops is -1, expected a number from 0 up'],
    [{ trustedHops: Number.NaN }, 'trustedHops is NaN, expected a number from 0 up'],
    [{ trustedHops: '1' as never }, 'trustedHops is 1, expected a number from 0 up'],
    [{ limits: { headers: -1 } }, 'limits.headers is -1, expected a number from 0 up'],
    [
      { limits: { bodyBytes: null as never } },
      'limits.bodyBytes is null, expected a number from 0 up',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => resolveOptions(options)).toThrow(new TypeError(message));
  });

  it('takes 0', () => {
    expect(resolveOptions({ trustedHops: 0, limits: { queries: 0 } })).toMatchObject({
      trustedHops: 0,
      limits: { queries: 0 },
    });
  });

  it('inherits nothing', () => {
    Object.assign(Object.prototype, { passthrough: true, basePath: '/evil' });

    const { passthrough, basePath } = resolveOptions({ trustedHops: 2 });
    for (const key of ['passthrough', 'basePath']) Reflect.deleteProperty(Object.prototype, key);

    expect({ passthrough, basePath }).toEqual({ passthrough: false, basePath: '' });
  });
});
