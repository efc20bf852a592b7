import { describe, expect, it } from 'vitest';

import type { HeaderLine } from '../../src/reply/header-lines.ts';
import { addVary } from '../../src/reply/vary.ts';

describe('addVary', () => {
  it.each<[string, HeaderLine[], HeaderLine[]]>([
    ['nothing', [], [['vary', 'Origin']]],
    ['another name', [['vary', 'Accept']], [['vary', 'Accept, Origin']]],
    [
      'several lines, which become one after all others',
      [
        ['vary', 'Accept'],
        ['x-a', 'b'],
        ['vary', 'Cookie'],
      ],
      [
        ['x-a', 'b'],
        ['vary', 'Accept, Cookie, Origin'],
      ],
    ],
    ['the name itself', [['vary', 'Accept ,  ORIGIN']], [['vary', 'Accept ,  ORIGIN']]],
    ['everything', [['vary', 'accept, *']], [['vary', 'accept, *']]],
    ['a longer name', [['vary', 'X-Origin']], [['vary', 'X-Origin, Origin']]],
  ])('of %s names one more request header, once', (_, lines, varied) => {
    expect(addVary(lines, 'Origin')).toEqual(varied);
  });
});
