import { describe, expect, it } from 'vitest';

import { openCommand } from '../../src/cli/open-browser.ts';

describe('openCommand', () => {
  it.each([
    ['darwin', 'open'],
    ['win32', 'cmd'],
    ['linux', 'xdg-open'],
    ['freebsd', 'xdg-open'],
  ] as const)('on %s is %s', (platform, command) => {
    expect(openCommand(platform)[0]).toBe(command);
  });
});
