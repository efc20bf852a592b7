/**
 * How many quotes and backslashes there are among bytes of UTF-8. Four bytes at a time: a condition for each would take
 * longer than anything else that is done to a megabyte.
 */
export function countEscapes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - (bytes.length % 4);
  let count = 0;
  for (let place = 0; place < end;) {
    const stop = Math.min(place + longestSum, end);
    let sums = 0;
    for (; place < stop; place += 4) {
      const word = view.getInt32(place);
      sums += (zeros(word ^ fourQuotes) | zeros(word ^ fourBackslashes)) >>> 7;
    }
    count += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24);
  }
  for (const byte of bytes.subarray(end)) if (byte === quote || byte === backslash) count += 1;
  return count;
}

/** 0x80 in the place of each of four bytes that is zero, 0 in that of the others. */
function zeros(word: number): number {
  return ~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word | 0x7f7f7f7f);
}

const quote = 0x22;
const backslash = 0x5c;
const fourQuotes = 0x22222222;
const fourBackslashes = 0x5c5c5c5c;

/** Each byte of a sum goes up to 255. */
const longestSum = 4 * 255;
