import type { APIGatewayProxyResult } from 'aws-lambda';

import type { HeaderLine } from './header-lines.ts';
import type { ShapedReply } from './shaped-reply.ts';
import { toLists } from './to-lists.ts';

/**
 * A reply in payload format 1.0, as REST and HTTP APIs accept it: these keys and no other (RESP-1, RESP-2). All headers
 * are in one map, since REST and HTTP APIs differ in which of the two comes first (RESP-12, HTTP1-13).
 */
export function toPayloadV1(reply: ShapedReply): APIGatewayProxyResult {
  const { statusCode, headers, cookies, body, isBase64Encoded } = reply;
  const single = toSingleLines(headers, cookies);
  return single === undefined
    ? { statusCode, multiValueHeaders: toLists(headers, cookies), body, isBase64Encoded }
    : { statusCode, headers: single, body, isBase64Encoded };
}

/** Header lines by name, `undefined` when a name has several. */
function toSingleLines(
  headers: readonly HeaderLine[],
  cookies: readonly string[],
): Record<string, string> | undefined {
  const single: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (Object.hasOwn(single, name)) return undefined;
    single[name] = value;
  }
  const [cookie, second] = cookies;
  if (cookie !== undefined) single['set-cookie'] = cookie;
  return second === undefined ? single : undefined;
}
