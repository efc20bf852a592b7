import { describe, expect, it } from 'vitest';

import { addDefaults, mergeDefaults } from '../../src/reply/reply-defaults.ts';
import type { ShapedReply } from '../../src/reply/shaped-reply.ts';

const plain: ShapedReply = {
  statusCode: 200,
  headers: [['x-a', 'mine']],
  cookies: [],
  body: 'a',
  isBase64Encoded: false,
};

describe('mergeDefaults', () => {
  const first = { headers: [['x-a', '1']], vary: ['Origin'] } as const;

  it('begins with nothing', () => {
    expect(mergeDefaults(undefined, first)).toEqual(first);
  });

  it('keeps the earlier ones', () => {
    const more = {
      headers: [
        ['x-a', '2'],
        ['x-b', '3'],
      ],
      vary: ['Accept', 'Origin'],
    } as const;

    expect(mergeDefaults(first, more)).toEqual({
      headers: [
        ['x-a', '1'],
        ['x-b', '3'],
      ],
      vary: ['Origin', 'Accept'],
    });
  });
});

describe('addDefaults', () => {
  it('adds what the reply does not say itself', () => {
    const defaults = {
      headers: [
        ['x-a', '1'],
        ['x-b', '2'],
      ],
      vary: ['Origin', 'Accept'],
    } as const;

    expect(addDefaults(plain, defaults)).toEqual({
      ...plain,
      headers: [
        ['x-a', 'mine'],
        ['x-b', '2'],
        ['vary', 'Origin, Accept'],
      ],
    });
  });
});
