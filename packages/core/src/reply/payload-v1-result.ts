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
  const single = cookies.length > 1 ? undefined : toSingleLines(headers);
  if (single === undefined) {
    return { statusCode, multiValueHeaders: toLists(headers, cookies), body, isBase64Encoded };
  }
  const [cookie] = cookies;
  if (cookie !== undefined) single['set-cookie'] = cookie;
  return { statusCode, headers: single, body, isBase64Encoded };
}

/** Header lines by name, `undefined` when a name has several. */
function toSingleLines(headers: readonly HeaderLine[]): Record<string, string> | undefined {
  const single: Record<string, string> = {};
  for (const line of headers) {
    if (Object.hasOwn(single, line[0])) return undefined;
    single[line[0]] = line[1];
  }
  return single;
}
