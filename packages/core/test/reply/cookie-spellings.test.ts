import { describe, expect, it, vi } from 'vitest';

import { toSingles } from '../../src/reply/cookie-spellings.ts';

const cookies = (count: number) => Array.from({ length: count }, (_, index) => `c${index}=1`);

describe('toSingles', () => {
  it('has one text for each header and keeps a lone cookie under its name, without a warning', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const headers = [
      ['x-a', '1'],
      ['x-a', '2'],
    ] as const;

    expect(toSingles(headers, ['c=1'])).toEqual({ 'x-a': '1, 2', 'set-cookie': 'c=1' });
    expect(toSingles(headers, [])).toEqual({ 'x-a': '1, 2' });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('gives each further cookie a spelling of its own, and warns', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    vi.resetModules();
    const fresh = await import('../../src/reply/cookie-spellings.ts');

    expect(fresh.toSingles([], cookies(4))).toEqual({
      'set-cookie': 'c0=1',
      'Set-cookie': 'c1=1',
      'sEt-cookie': 'c2=1',
      'SEt-cookie': 'c3=1',
    });
    expect(warn.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toEqual([
      {
        level: 'warn',
        message:
          'several cookies go out under different spellings of "set-cookie": a target group with multi-value headers needs no such thing',
      },
    ]);
    warn.mockRestore();
  });

  it('takes 512 cookies, which is how many spellings there are', () => {
    const singles = toSingles([], cookies(512));

    expect(new Set(Object.keys(singles).map((name) => name.toLowerCase()))).toEqual(
      new Set(['set-cookie']),
    );
    expect(Object.values(singles)).toEqual(cookies(512));
    expect(() => toSingles([], cookies(513))).toThrow(
      new TypeError('reply has 513 cookies, expected at most 512'),
    );
  });
});
