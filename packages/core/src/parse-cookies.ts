import { emptyMap } from './own.ts';
import { decodeComponent } from './decode-component.ts';
import type { TextMap } from './request.ts';

/** Cookies of a `cookie` header by name (RFC 6265, 5.4); the first of a name wins, an invalid escape stays as it is. */
export function parseCookies(header: string | undefined): TextMap {
  const cookies = emptyMap<string>();
  if (header === undefined) return cookies;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals === -1) continue;
    const name = pair.slice(0, equals).trim();
    if (name === '' || name in cookies) continue;
    cookies[name] = decodeCookie(pair.slice(equals + 1).trim());
  }
  return cookies;
}

function decodeCookie(value: string): string {
  const bare =
    value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  return decodeComponent(bare) ?? bare;
}
