import { describeValue } from '../errors/describe-value.ts';
import { ownMember } from '../own.ts';
import type { Reply } from './make-reply.ts';
import { reply } from './reply.ts';

/** Where a {@link redirect} may lead besides the application itself. */
export interface RedirectOptions {
  /**
   * Other origins, such as `https://login.example`.
   *
   * @default []
   */
  readonly origins?: readonly string[];
}

/**
 * A redirection to a path of the same origin, or to one of the origins that the options name, so that a location taken
 * from a request cannot lead to a foreign site.
 *
 * @example
 * ```ts
 * const seeOther = redirect('/users/7', 303);
 * const login = redirect(url, 302, { origins: ['https://login.example'] });
 * ```
 *
 * @throws TypeError for any other location, and for a status that is no redirection.
 */
export function redirect(
  location: string,
  statusCode = 302,
  options: RedirectOptions = {},
): Reply<undefined> {
  if (!redirections.has(statusCode)) {
    throw new TypeError(
      `status is ${describeValue(statusCode)}, expected 301, 302, 303, 307 or 308`,
    );
  }
  const origins = ownMember(options, 'origins') ?? [];
  if (!isPath(location) && !leadsTo(origins, location)) {
    throw new TypeError(
      `location is ${JSON.stringify(location)}, expected a path or one of the origins ${JSON.stringify(origins)}`,
    );
  }
  return reply(undefined, { statusCode, headers: { location: encodeLocation(location) } });
}

const redirections: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

// Browsers read `\` as `/`, and `//host` as another host (WHATWG URL, 4.4); they skip tabs and line breaks.
function isPath(location: string): boolean {
  return /^\/(?![/\\])[^\\]*$/.test(location) && !hasControl(location);
}

function leadsTo(origins: readonly string[], location: string): boolean {
  if (hasControl(location) || !URL.canParse(location)) return false;
  return origins.includes(new URL(location).origin);
}

function hasControl(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  return /[\u0000-\u0020\u007F]/.test(text);
}

// A header is Latin-1 at most; what is encoded already stays.
function encodeLocation(location: string): string {
  return location.toWellFormed().replace(/[^\x21-\x7E]/gu, encodeURIComponent);
}
