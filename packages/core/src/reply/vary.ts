import type { HeaderLine } from './header-lines.ts';

/** Header lines whose `vary` names one more request header (RFC 9110, 12.5.5). */
export function addVary(lines: readonly HeaderLine[], name: string): readonly HeaderLine[] {
  const values = lines.filter(isVary).map(([, value]) => value);
  const named = values
    .flatMap((value) => value.split(','))
    .map((item) => item.trim().toLowerCase());
  if (named.includes('*') || named.includes(name.toLowerCase())) return lines;
  const others = lines.filter((line) => !isVary(line));
  return [...others, ['vary', [...values, name].join(', ')]];
}

function isVary([name]: HeaderLine): boolean {
  return name === 'vary';
}
