import { parseCookie } from 'cookie';

import { emptyMap } from '../own.ts';
import type { TextMap } from './request.ts';

/** Cookies of a `cookie` header by name; the first of a name wins, an invalid escape stays as it is. */
export function parseCookies(header: string | undefined): TextMap {
  return Object.assign(emptyMap<string>(), header === undefined ? undefined : parseCookie(header));
}
