import { diffArrays } from 'diff/lib/diff/array.js';

/** A line of one of two texts. */
export interface DiffLine {
  readonly text: string;
  /** The other text does not have it. */
  readonly own: boolean;
}

/** The lines of two texts, and which of them only one has. A comma at the end of a line makes no difference. */
export function diffLines(
  left: string,
  right: string,
): { readonly left: readonly DiffLine[]; readonly right: readonly DiffLine[] } {
  const lines = { left: left.split('\n'), right: right.split('\n') };
  const changes = diffArrays(lines.left, lines.right, {
    comparator: (one, other) => withoutComma(one) === withoutComma(other),
    maxEditLength,
  });
  // Too different to be worth the time.
  if (changes === undefined) return { left: lines.left.map(asOwn), right: lines.right.map(asOwn) };
  const own = { left: new Set<number>(), right: new Set<number>() };
  let atLeft = 0;
  let atRight = 0;
  for (const { added, removed, count } of changes) {
    for (let index = 0; index < count; index++) {
      if (removed) own.left.add(atLeft + index);
      if (added) own.right.add(atRight + index);
    }
    if (!added) atLeft += count;
    if (!removed) atRight += count;
  }
  return {
    left: lines.left.map((text, index) => ({ text, own: own.left.has(index) })),
    right: lines.right.map((text, index) => ({ text, own: own.right.has(index) })),
  };
}

const maxEditLength = 2_000;

function asOwn(text: string): DiffLine {
  return { text, own: true };
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line;
}
