/**
 * Decodes percent escapes once, as UTF-8: bytes that are no UTF-8 become U+FFFD, and what is no
 * escape stays as it is (FURL-5). Never throws, unlike `decodeURIComponent`.
 */
export function decodePercent(text: string): string {
  return text.includes('%') ? text.replace(ESCAPES, decodeEscapes) : text;
}

/** Like {@link decodePercent}, for form encoding, where `+` stands for a blank (REST-36). */
export function decodeForm(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

/** Path parameters decoded, as HTTP APIs deliver them (HTTP2-9, HTTP1-6). */
export function decodeValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, decodePercent(value)] as const),
  );
}

const ESCAPES = /(?:%[0-9A-Fa-f]{2})+/g;

function decodeEscapes(escapes: string): string {
  return Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8');
}
