import type { ReplyHeaders } from './header-lines.ts';
import { ownMember } from '../own.ts';
import { makeReply, type Reply } from './make-reply.ts';
import { isResponse } from './read-body.ts';
import { type SetCookie, toSetCookie } from './set-cookie.ts';

/** What a reply says besides its body. */
export interface ReplyInit {
  /** @default 200, 204 without a body, that of a web `Response` */
  readonly statusCode?: number | undefined;
  readonly headers?: ReplyHeaders | undefined;
  /** `set-cookie` lines, or cookies that become such lines. */
  readonly cookies?: readonly (string | SetCookie)[] | undefined;
}

/**
 * A reply with a status, headers and cookies of its own.
 *
 * @example
 * ```ts
 * const created = reply({ id: 7 }, { statusCode: 201, headers: { location: '/users/7' } });
 * ```
 *
 * @throws TypeError for a cookie that browsers would refuse.
 */
export function reply<Body>(body: Body, init: ReplyInit = {}): Reply<Body> {
  const cookies = ownMember(init, 'cookies')?.map(toSetCookie);
  const statusCode = ownMember(init, 'statusCode') ?? usualStatus(body);
  return makeReply(body, statusCode, ownMember(init, 'headers'), cookies);
}

// Said already here: middlewares of middy take a response without a status for a 500.
function usualStatus(body: unknown): number {
  if (body === undefined || body === null) return 204;
  return isResponse(body) ? body.status : 200;
}
