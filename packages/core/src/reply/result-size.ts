import type { ShapedReply } from './shaped-reply.ts';

/** Lambda's limit for the JSON of a result: 6 MiB and 100 bytes (RT-7). */
export const lambdaResultLimit = 6_291_556;

/**
 * Refuses a result that Lambda or the front door would cut off with an error that names no reason (RESP-38, ALB-15).
 *
 * @throws TypeError with both sizes.
 */
export function checkResultSize(result: unknown, reply: ShapedReply, limit: number): void {
  if (atMost(reply) <= limit) return;
  const size = Buffer.byteLength(JSON.stringify(toPayload(result)));
  if (size > limit) {
    throw new TypeError(`result has ${size} bytes of JSON, expected at most ${limit}`);
  }
}

// No character takes more than six bytes of JSON (`\u0000`), so that most results need no second look.
function atMost({ headers, cookies, body }: ShapedReply): number {
  let characters = body.length + 100;
  for (const line of headers) characters += line[0].length + line[1].length + 4;
  for (const cookie of cookies) characters += cookie.length + 20;
  return characters * 6;
}

// What Lambda makes of an error (RT-16).
function toPayload(result: unknown): unknown {
  if (!(result instanceof Error)) return result;
  return { errorType: result.name, errorMessage: result.message, trace: [result.stack] };
}
