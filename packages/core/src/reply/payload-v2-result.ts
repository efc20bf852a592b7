import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

import type { ShapedReply } from './shaped-reply.ts';
import { toJoined } from './to-lists.ts';

/**
 * A reply in payload format 2.0, as HTTP APIs and function URLs accept it (HTTP2-21, FURL-16): cookies have a list of
 * their own, any other header has one value (HTTP2-28).
 */
export function toPayloadV2(reply: ShapedReply): APIGatewayProxyStructuredResultV2 {
  const { statusCode, headers, cookies, body, isBase64Encoded } = reply;
  const result = { statusCode, headers: toJoined(headers), body, isBase64Encoded };
  return cookies.length === 0 ? result : { ...result, cookies: [...cookies] };
}
