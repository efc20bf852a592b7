import { describe, expect, it } from 'vitest';

import type { HeaderLine } from '../../src/http.ts';
import {
  asksToClose,
  groupHeaders,
  headerValues,
  withHeaders,
} from '../../src/front-doors/header-lines.ts';

const lines: readonly HeaderLine[] = [
  ['X-A', '1'],
  ['other', 'x'],
  ['x-a', '2'],
];

describe('headerValues', () => {
  it('finds every line whatever its spelling', () => {
    expect(headerValues(lines, 'X-a')).toEqual(['1', '2']);
  });
});

describe('withHeaders', () => {
  it('replaces all lines of a name', () => {
    expect(
      withHeaders(lines, [
        ['x-A', 'new'],
        ['last', 'z'],
      ]),
    ).toEqual([
      ['other', 'x'],
      ['x-A', 'new'],
      ['last', 'z'],
    ]);
  });
});

describe('groupHeaders', () => {
  it('groups without regard to case, in order, under the first spelling', () => {
    expect(Array.from(groupHeaders(lines))).toEqual([
      ['X-A', ['1', '2']],
      ['other', ['x']],
    ]);
  });
});

describe('asksToClose', () => {
  it.each([
    ['close', true],
    ['Keep-Alive, CLOSE', true],
    ['keep-alive', false],
    ['closed', false],
    ['not-close', false],
  ])('%s: %s', (value, expected) => {
    expect(asksToClose([['Connection', value]])).toBe(expected);
  });
});
