import { describe, expect, it } from 'vitest';

import { sideBySide } from '../../src/cli/side-by-side.ts';

describe('sideBySide', () => {
  it('sets two texts beside each other', () => {
    const text = sideBySide(['a\nb', 'c'], 75);

    expect(text.split('\n')).toEqual([`${'a'.padEnd(36)} │ c`, `${'b'.padEnd(36)} │`]);
  });

  it('breaks long lines, indented by two more', () => {
    const text = sideBySide([`  ${'x'.repeat(40)}`, ''], 75);

    expect(text.split('\n').map((line) => line.split('│')[0]?.trimEnd())).toEqual([
      `  ${'x'.repeat(34)}`,
      `    ${'x'.repeat(6)}`,
    ]);
  });

  it('puts them below each other on a narrow terminal', () => {
    expect(sideBySide(['a', 'b'], 40)).toBe('a\n\nb');
  });
});
