import type { HeaderLine } from './header-lines.ts';
import { toJoined } from './to-lists.ts';
import { warnOnce } from '../log/warn-once.ts';

/**
 * Header lines and cookies for an envelope that has one text by name: since cookies must not be joined (RFC 6265, 3), each
 * further one goes under another spelling of `set-cookie`.
 *
 * @throws TypeError for more cookies than there are spellings.
 */
export function toSingles(
  headers: readonly HeaderLine[],
  cookies: readonly string[],
): Record<string, string> {
  const singles = toJoined(headers);
  if (cookies.length > 1) warnOnce(warning);
  for (const [index, cookie] of cookies.entries()) singles[spellSetCookie(index)] = cookie;
  return singles;
}

const warning =
  'several cookies go out under different spellings of "set-cookie": a target group with multi-value headers needs no such thing';

const letters = 'setcookie';

/** The nth spelling of `set-cookie`: bit by bit, a letter is upper case or not. */
function spellSetCookie(index: number): string {
  if (index >= 2 ** letters.length) {
    throw new TypeError(`reply has ${index + 1} cookies, expected at most ${2 ** letters.length}`);
  }
  const spelled = Array.from(letters, (letter, bit) =>
    (index >> bit) % 2 === 1 ? letter.toUpperCase() : letter,
  ).join('');
  return `${spelled.slice(0, 3)}-${spelled.slice(3)}`;
}
