/** Bytes as base64 text. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Bytes of a base64 text, `undefined` when it is none; padding may be left out, nothing else. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(PADDING, '');
  const padding = text.length - digits.length;
  if (FOREIGN.test(digits) || digits.length % 4 === 1) return undefined;
  if (padding > 0 && text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(digits, 'base64');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const PADDING = /={1,2}$/;
const FOREIGN = /[^A-Za-z0-9+/]/;
