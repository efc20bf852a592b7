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
  let place = 0;
  while (room >= 0) {
    if ((bytes.length - place) * longest <= room) return true;
    const end = Math.min(place + blockSize, bytes.length);
    for (; place < end; place += 1) room -= escapes[bytes[place] ?? 0] ?? 0;
  }
  return false;
}

const blockSize = 1024;
/** By how many bytes `\u0000` is longer than its character. */
const longestEscape = 5;

/** By how many bytes a character gets longer in JSON (RFC 8259, 7). */
const escapes = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 0x22 || code === 0x5c) return 1;
  return code < 0x20 ? longestEscape : 0;
});
