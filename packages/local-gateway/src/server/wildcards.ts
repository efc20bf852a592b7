/**
 * Whether a text fits a pattern as a whole: `*` stands for any number of characters, `?` for one. Takes time in
 * proportion to the product of both lengths at most, whatever the pattern.
 */
export function fitsWildcards(pattern: string, text: string, flags: '' | 'i' = ''): boolean {
  return flags === 'i' ? fits(pattern.toLowerCase(), text.toLowerCase()) : fits(pattern, text);
}

function fits(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at;
      resume = position;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at += 1;
      position += 1;
    } else if (star === -1) {
      return false;
    } else {
      // The last star takes one character more.
      resume += 1;
      position = resume;
      at = star + 1;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
