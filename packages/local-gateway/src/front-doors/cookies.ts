import type { HeaderLine } from '../http.ts';
import { headerValues } from './header-lines.ts';

/** Every `name=value` of the `cookie` lines, as the `cookies` of payload 2.0 have them (HTTP2-14). */
export function requestCookies(headers: readonly HeaderLine[]): readonly string[] {
  return headerValues(headers, 'cookie')
    .flatMap((line) => line.split(';'))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');
}
