/** Keeps the last lines of a log, up to a number of characters in all; says how much went missing. */
export function createLogRing(maxCharacters: number = 10 * 1024 * 1024): LogRing {
  let lines: string[] = [];
  let first = 0;
  let kept = 0;
  let dropped = 0;
  return {
    add(line) {
      lines.push(line);
      kept += line.length;
      while (kept > maxCharacters && first < lines.length - 1) {
        kept -= lines[first]?.length ?? 0;
        lines[first] = '';
        first++;
        dropped++;
      }
      if (first > 1000 && first > lines.length / 2) {
        lines = lines.slice(first);
        first = 0;
      }
    },
    lines() {
      const rest = lines.slice(first);
      return dropped === 0 ? rest : [`(${dropped} earlier lines dropped)`, ...rest];
    },
  };
}

export interface LogRing {
  add(line: string): void;
  lines(): string[];
}
