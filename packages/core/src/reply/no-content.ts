import type { Reply } from './make-reply.ts';
import { reply, type ReplyInit } from './reply.ts';

/**
 * A reply without a body: 204.
 *
 * @example
 * ```ts
 * const gone = noContent({ cookies: [{ name: 'session', maxAge: 0 }] });
 * ```
 */
export function noContent(init: Omit<ReplyInit, 'statusCode'> = {}): Reply<undefined> {
  return reply(undefined, { ...init, statusCode: 204 });
}
