import { fitsAsJson } from './json-size.ts';
import type { ShapedReply } from './shaped-reply.ts';

/** Lambda's limit for the JSON of a result: 6 MiB and 100 bytes (RT-7). */
export const lambdaResultLimit = 6_291_556;

/**
 * Refuses a result that Lambda or the front door would cut off with an error that names no reason (RESP-38, ALB-15).
 *
 * @throws TypeError with both sizes.
 */
export function checkResultSize(result: unknown, reply: ShapedReply, limit: number): void {
  const rest = restAtMost(reply);
  const { body, value } = reply;
  // Stryker disable next-line ConditionalExpression,EqualityOperator: a shortcut
  if ((rest + body.length) * longestCharacter <= limit) return;
  // The error of an integration has the body in JSON within JSON.
  const isEnvelope = !(result instanceof Error);
  const room = limit - rest * longestCharacter;
  if (isEnvelope && fitsAsJson(body, room, value !== undefined)) return;
  const size = Buffer.byteLength(JSON.stringify(toPayload(result)));
  if (size > limit) {
    throw new TypeError(`result has ${size} bytes of JSON, expected at most ${limit}`);
  }
}

// `\u0000`: most results are so short that they need no second look.
const longestCharacter = 6;

/** At most how many characters there are besides the body. */
function restAtMost({ headers, cookies }: ShapedReply): number {
  let characters = 200;
  for (const line of headers) characters += line[0].length + line[1].length + 20;
  for (const cookie of cookies) characters += cookie.length + 20;
  return characters;
}

// What Lambda makes of an error (RT-16).
function toPayload(result: unknown): unknown {
  if (!(result instanceof Error)) return result;
  return { errorType: result.name, errorMessage: result.message, trace: [result.stack] };
}
