import { type SetCookie, toSetCookie } from './set-cookie.ts';
import type { ReplyHeaders } from './header-lines.ts';
import { isObject } from './own.ts';

/** What a reply says besides its body. */
export interface ReplyInit {
  /** @default 200, or 204 without a body */
  readonly statusCode?: number | undefined;
  readonly headers?: ReplyHeaders | undefined;
  /** `set-cookie` lines, or cookies that become such lines. */
  readonly cookies?: readonly (string | SetCookie)[] | undefined;
}

/** A body with status, headers and cookies, as {@link reply} makes it. */
export interface Reply<Body = unknown> {
  readonly [replyBrand]: true;
  readonly body: Body;
  readonly statusCode: number | undefined;
  readonly headers: ReplyHeaders | undefined;
  readonly cookies: readonly string[] | undefined;
}

/** Marks what {@link reply} made. */
export const replyBrand: unique symbol = Symbol('reply');

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
  const { cookies } = init;
  return {
    [replyBrand]: true,
    body,
    statusCode: init.statusCode,
    headers: init.headers,
    cookies: cookies?.map(toSetCookie),
  };
}

/** Whether a value was made by {@link reply}. */
export function isReply(value: unknown): value is Reply {
  return isObject(value) && Object.hasOwn(value, replyBrand);
}
