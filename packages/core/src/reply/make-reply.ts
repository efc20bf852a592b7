import type { ReplyHeaders } from './header-lines.ts';
import { isObject } from '../own.ts';

/** A body with status, headers and cookies, as `reply` makes it. */
export interface Reply<Body = unknown> {
  readonly [replyBrand]: true;
  readonly body: Body;
  readonly statusCode: number;
  readonly headers: ReplyHeaders | undefined;
  /** `set-cookie` lines. */
  readonly cookies: readonly string[] | undefined;
}

const replyBrand: unique symbol = Symbol('reply');

/** Makes a reply of its parts; apart from `reply`, which also knows how to write cookies. */
export function makeReply<Body>(
  body: Body,
  statusCode: number,
  headers: ReplyHeaders | undefined,
  cookies?: readonly string[],
): Reply<Body> {
  return { [replyBrand]: true, body, statusCode, headers, cookies };
}

/** Whether a value was made by {@link makeReply}. */
export function isReply(value: unknown): value is Reply {
  return isObject(value) && Object.hasOwn(value, replyBrand);
}
