import { countEscapes } from './count-escapes.ts';

/**
 * Whether the JSON of a text surely has no more than so many bytes. A look at the bytes takes a fraction of the time of
 * writing that JSON, and ends as soon as it is sure.
 *
 * @param isJson whether the text is JSON itself, in which only quotes and backslashes are escaped.
 */
export function fitsAsJson(text: string, limit: number, isJson: boolean): boolean {
  // The escape of half a surrogate pair is longer than what stands for it in UTF-8.
  if (!text.isWellFormed()) return false;
  const [countGrowth, longest] = isJson ? [countEscapes, 1] : [growth, longestEscape];
  // One block for the whole text: bytes of its own would take a megabyte of memory in each call.
  const block = Buffer.allocUnsafe(blockSize * longestCharacter);
  let room = limit - Buffer.byteLength(text) - 2;
  for (let place = 0; room >= 0; place += blockSize) {
    // Stryker disable next-line EqualityOperator: a bound that is just met is looked at once more
    if ((text.length - place) * longest <= room) return true;
    const length = block.write(text.slice(place, place + blockSize));
    room -= countGrowth(block.subarray(0, length));
  }
  return false;
}

const blockSize = 16_384;
/** In bytes of UTF-8, for one unit of UTF-16. */
const longestCharacter = 3;

/** By how many bytes the JSON of a text is longer, without the quotes around it (RFC 8259, 7). */
function growth(bytes: Uint8Array): number {
  let count = countEscapes(bytes);
  for (const byte of bytes) if (byte < firstPrintable) count += longestEscape;
  return count;
}

const firstPrintable = 0x20;
/** By how many bytes `\u0000` is longer than its character; the short escapes of a few count as much. */
const longestEscape = 5;
