/** Sets blocks of text beside each other in columns; below each other when the terminal is narrow. */
export function sideBySide(blocks: readonly string[], width: number): string {
  if (width < minColumn * blocks.length) return blocks.join('\n\n');
  const column = Math.floor((width - gap.length * (blocks.length - 1)) / blocks.length);
  const columns = blocks.map((block) => block.split('\n').flatMap((line) => wrap(line, column)));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((lines) => (lines[row] ?? '').padEnd(column))
      .join(gap)
      .trimEnd(),
  ).join('\n');
}

const gap = ' │ ';
const minColumn = 36;

/** Breaks a line at `width`; what follows is indented like the line and two more. */
function wrap(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const indent = ' '.repeat(Math.min(/^ */.exec(line)?.[0].length ?? 0, width - 20) + 2);
  const head = line.slice(0, width);
  return [head, ...wrap(indent + line.slice(width), width)];
}
