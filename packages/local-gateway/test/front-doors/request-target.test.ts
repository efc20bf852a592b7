import { assert, property, webPath, webQueryParameters } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitTarget } from '../../src/front-doors/request-target.ts';

describe('splitTarget', () => {
  it.each([
    ['/a?b=c', '/a', 'b=c'],
    ['/a', '/a', ''],
    ['/a?', '/a', ''],
    ['/a?b?c', '/a', 'b?c'],
    ['/a?b#c?d', '/a', 'b'],
    ['/a#c?d', '/a', ''],
    ['//evil.test/a', '//evil.test/a', ''],
    ['http://evil.test:80/a?b', '/a', 'b'],
    ['http://evil.test', '/', ''],
    ['http://evil.test?a', '/', 'a'],
    ['a/b', '/a/b', ''],
    ['', '/', ''],
    ['*', '/*', ''],
  ])('REST-41: splits %s into %s and %s', (target, path, query) => {
    expect(splitTarget(target)).toEqual({ path, query });
  });

  it('gives back every path and query', { timeout: 60_000 }, () => {
    assert(
      property(webPath(), webQueryParameters(), (path, query) => {
        expect(splitTarget(`/${path}?${query}`)).toEqual({ path: `/${path}`, query });
      }),
    );
  });
});
