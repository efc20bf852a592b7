/** Header values by name: `undefined` is left out, a list becomes several lines. */
export type ReplyHeaders = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** What a reply says besides its body. */
export interface ReplyInit {
  /** @default 200, or 204 without a body */
  readonly statusCode?: number;
  readonly headers?: ReplyHeaders;
  /** `set-cookie` lines. */
  readonly cookies?: readonly string[];
}

/** A body with status, headers and cookies, as {@link reply} makes it. */
export interface Reply<Body = unknown> extends ReplyInit {
  readonly [replyBrand]: true;
  readonly body: Body;
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
 */
export function reply<Body>(body: Body, init: ReplyInit = {}): Reply<Body> {
  return { ...init, body, [replyBrand]: true };
}
