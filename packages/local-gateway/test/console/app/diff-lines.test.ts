import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { diffLines } from '../../../src/console/app/compare/diff-lines.ts';

const own = (lines: readonly { readonly text: string; readonly own: boolean }[]) =>
  lines.filter((line) => line.own).map(({ text }) => text);

describe('diffLines', () => {
  it('marks the lines that only one side has', () => {
    const { left, right } = diffLines('{\n"a": 1\n}', '{\n"b": 2,\n"c": 3\n}');

    expect(own(left)).toEqual(['"a": 1']);
    expect(own(right)).toEqual(['"b": 2,', '"c": 3']);
  });

  it('takes a comma at the end of a line for no difference', () => {
    const { left, right } = diffLines('"a": 1', '"a": 1,');

    expect([...own(left), ...own(right)]).toEqual([]);
  });

  it('marks everything where the sides have too little in common to look for it', () => {
    const many = (prefix: string) => Array.from({ length: 3_000 }, (_, n) => prefix + n).join('\n');

    const { left, right } = diffLines(many('a'), many('b'));

    expect(own(left)).toHaveLength(3_000);
    expect(own(right)).toHaveLength(3_000);
  });

  it('keeps every line of both sides, and finds nothing in a text and itself', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'));

    fc.assert(
      fc.property(text, text, (one, other) => {
        const { left, right } = diffLines(one, other);
        expect(left.map((line) => line.text).join('\n')).toBe(one);
        expect(right.map((line) => line.text).join('\n')).toBe(other);
        expect(left.filter((line) => !line.own)).toEqual(right.filter((line) => !line.own));
        expect(own(diffLines(one, one).left)).toEqual([]);
      }),
    );
  });
});
