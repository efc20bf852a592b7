import type { ReplyHeaders } from './header-lines.ts';
import { ownMember } from '../own.ts';
import { makeReply, type Reply } from './make-reply.ts';
import { type SetCookie, toSetCookie } from './set-cookie.ts';
import { usualStatus } from './usual-status.ts';

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
  // Said already here: middlewares of middy take a response without a status for a 500.
  const statusCode = ownMember(init, 'statusCode') ?? usualStatus(body);
  return makeReply(body, statusCode, ownMember(init, 'headers'), cookies);
}
