import { expect, describe, it, vi } from 'vitest';

import { warnOnce } from '../../src/log/warn-once.ts';

describe('warnOnce', () => {
  it('writes each warning once, as a line of JSON', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    for (const message of ['one of a kind', 'another', 'one of a kind']) warnOnce(message);

    expect(warn.mock.calls).toEqual([
      ['{"level":"warn","message":"one of a kind"}'],
      ['{"level":"warn","message":"another"}'],
    ]);
    warn.mockRestore();
  });
});
