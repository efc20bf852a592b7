import { addMissing, type HeaderLine } from './header-lines.ts';
import type { ShapedReply } from './shaped-reply.ts';
import { addVary } from './vary.ts';

/** Headers that middlewares give every reply of an invocation. */
export interface ReplyDefaults {
  /** Lines that count where the reply has none of the name. */
  readonly headers: readonly HeaderLine[];
  /** Request headers that every reply depends on. */
  readonly vary: readonly string[];
}

/** More defaults; the earlier ones count, so that adding the same again changes nothing. */
export function mergeDefaults(
  { headers, vary }: ReplyDefaults = { headers: [], vary: [] },
  more: ReplyDefaults,
): ReplyDefaults {
  return {
    headers: addMissing(headers, more.headers),
    vary: [...new Set([...vary, ...more.vary])],
  };
}

/** A reply with default headers; what the reply says itself always counts. */
export function addDefaults(reply: ShapedReply, { headers, vary }: ReplyDefaults): ShapedReply {
  return { ...reply, headers: vary.reduce(addVary, addMissing(reply.headers, headers)) };
}
