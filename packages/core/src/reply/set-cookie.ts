import { stringifySetCookie } from 'cookie';

import { describeValue } from '../errors/describe-value.ts';
import { asText } from '../own.ts';

/** A cookie for the client (RFC 6265bis). */
export interface SetCookie {
  readonly name: string;
  /** Any text; what a cookie cannot carry is percent-encoded. @default '' */
  readonly value?: string;
  /** Seconds; wins over `expires`. */
  readonly maxAge?: number;
  readonly expires?: Date;
  readonly domain?: string;
  readonly path?: string;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: 'lax' | 'none' | 'strict';
  /** One cookie jar per embedding site (CHIPS); needs `secure`. */
  readonly partitioned?: boolean;
  readonly priority?: 'high' | 'low' | 'medium';
}

/**
 * A cookie as one `set-cookie` line; text is such a line already.
 *
 * @example
 * ```ts
 * const line = toSetCookie({ name: '__Host-id', value: 'a b', path: '/', secure: true, httpOnly: true });
 * ```
 *
 * @throws TypeError for what would end the cookie early, and for what browsers refuse: `__Host-` and `__Secure-` names
 * without their conditions, `partitioned` or `sameSite: 'none'` without `secure`.
 */
export function toSetCookie(cookie: SetCookie | string): string {
  if (typeof cookie === 'string') return cookie;
  const members = { ...silent, ...cookie };
  if (asText(members.name) === undefined) {
    throw new TypeError(
      `cookie is ${describeValue(cookie)}, expected a line or an object with a name`,
    );
  }
  const problem = findProblem(members);
  if (problem !== undefined)
    throw new TypeError(`cookie ${JSON.stringify(members.name)} ${problem}`);
  return stringifySetCookie(members);
}

// Own members for whatever a cookie does not say, since the serializer reads what it inherits.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the serializer takes `undefined` as absent
const silent = {
  name: undefined,
  value: '',
  maxAge: undefined,
  expires: undefined,
  domain: undefined,
  path: undefined,
  httpOnly: undefined,
  secure: undefined,
  partitioned: undefined,
  priority: undefined,
  sameSite: undefined,
} as unknown as SetCookie & { readonly value: string };

// RFC 6265bis, 4.1.3 and 5.7: browsers throw such cookies away without a word. Prefixes count in any spelling.
function findProblem({
  name,
  secure,
  path,
  domain,
  partitioned,
  sameSite,
}: SetCookie): string | undefined {
  const isHost = /^__host-/i.test(name);
  if ((isHost || /^__secure-/i.test(name)) && !secure)
    return 'is not secure, as its prefix asks for';
  if (isHost && path !== '/')
    return `has the path ${JSON.stringify(path)}, expected "/" for its prefix`;
  if (isHost && domain !== undefined) return 'has a domain, which its prefix does not allow';
  if (partitioned && !secure) return 'is partitioned and not secure';
  if (sameSite?.toLowerCase() === 'none' && !secure) return 'has sameSite none and is not secure';
  return undefined;
}
