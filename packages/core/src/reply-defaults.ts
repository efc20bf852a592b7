import { addMissing, type HeaderLine } from './header-lines.ts';
import type { ShapedReply } from './shaped-reply.ts';

/** Headers that middlewares give every reply of an invocation. */
export interface ReplyDefaults {
  /** Lines that count where the reply has none of the name. */
  readonly headers: readonly HeaderLine[];
  /** Request headers that the reply depends on, for `vary`. */
  readonly vary: readonly string[];
}

/** A reply with default headers; what the reply says itself always counts. */
export function addDefaults(reply: ShapedReply, defaults: ReplyDefaults): ShapedReply {
  const headers = addMissing(reply.headers, defaults.headers);
  return { ...reply, headers: defaults.vary.reduce(addVary, headers) };
}

/** Header lines whose `vary` names one more request header (RFC 9110, 12.5.5). */
export function addVary(headers: readonly HeaderLine[], name: string): readonly HeaderLine[] {
  const vary = headers.filter((line) => line[0] === 'vary').map(([, value]) => value);
  const named = vary.flatMap((value) => value.split(',').map((item) => item.trim().toLowerCase()));
  if (named.includes('*') || named.includes(name.toLowerCase())) return headers;
  const others = headers.filter((line) => line[0] !== 'vary');
  return [...others, ['vary', [...vary, name].join(', ')]];
}
