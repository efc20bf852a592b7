/**
 * Whether the JSON of a text surely has no more than so many bytes. A look at the bytes takes a fraction of the time of
 * writing that JSON, and ends as soon as it is sure.
 *
 * @param isJson whether the text is JSON itself, in which only quotes and backslashes are escaped.
 */
export function fitsAsJson(text: string, limit: number, isJson: boolean): boolean {
  // The escape of half a surrogate pair is longer than what stands for it in UTF-8.
  if (!text.isWellFormed()) return false;
  const longest = isJson ? 1 : longestEscape;
  let room = limit - Buffer.byteLength(text) - 2;
  // Of a character beyond Latin-1 this is a part, which at worst looks like one that is escaped.
  const bytes = Buffer.from(text, 'latin1');
  for (let place = 0; room >= 0; place += blockSize) {
    // Stryker disable next-line EqualityOperator: a bound that is just met is looked at once more
    if ((bytes.length - place) * longest <= room) return true;
    const end = Math.min(place + blockSize, bytes.length);
    for (let index = place; index < end; index += 1) {
      const byte = Number(bytes[index]);
      if (byte === quote || byte === backslash) room -= 1;
      else if (byte < firstPrintable) room -= longestEscape;
    }
  }
  return false;
}

const blockSize = 1024;
const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
/** By how many bytes `\u0000` is longer than its character (RFC 8259, 7). */
const longestEscape = 5;
