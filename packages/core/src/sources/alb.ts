import type { ALBEvent as Event, ALBResult as Result } from 'aws-lambda';

import { clientOf } from '../request/forwarded-for.ts';
import { readHost } from '../request/host.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { decodeQuery, readQueries } from '../request/read-queries.ts';
import { isObject, own } from '../own.ts';
import { describeStatus } from '../reply/status-text.ts';
import { toLists } from '../reply/to-lists.ts';
import { toSingles } from '../reply/cookie-spellings.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * Application Load Balancer with a Lambda target, in single and in multi value mode.
 *
 * What the event does not tell in single value mode: of a repeated header or query parameter all but the last value
 * (ALB-5). A target group with `lambda.multi_value_headers.enabled` keeps them. In both modes: bytes of a text in another
 * charset than UTF-8, as text types are handed over as text (ALB-7).
 */
export const alb: ProxySource<Event, Result, 'alb'> = {
  name: 'alb',

  matches: (event) => nameSource(event) === 'alb',

  toRequest: lazyRequest<'alb'>({
    source: 'alb',
    method: (event) => event.httpMethod,
    fullPath: (event) => event.path,
    // The load balancer leaves names and values encoded (ALB-3).
    queries: (event, { options }, add) =>
      readQueries(
        add,
        event.queryStringParameters,
        event.multiValueQueryStringParameters,
        options.limits.queries,
        decodeQuery,
      ),
    headers: (event) => ({
      single: event.headers,
      multi: event.multiValueHeaders,
      cookies: undefined,
    }),
    body: (event) => event.body,
    isBase64Encoded: (event) => event.isBase64Encoded,
    host: (_, request) => readHost(request.header('host')),
    protocol: (_, request) => readScheme(request.header('x-forwarded-proto')),
    // Each hop appends (ALB-4); the load balancer is the last one.
    clientIp: (_, request) =>
      clientOf(request.header('x-forwarded-for'), request.options.trustedHops),
  }),

  toResult(reply, event) {
    const { statusCode, headers, cookies, body, isBase64Encoded } = reply;
    const result = { statusCode, ...describeStatus(statusCode), body, isBase64Encoded };
    // Only the map that the target group is set to counts (ALB-11), and the event has the same (ALB-2).
    return isObject(own(event, 'multiValueHeaders'))
      ? { ...result, multiValueHeaders: toLists(headers, cookies) }
      : { ...result, headers: toSingles(headers, cookies) };
  },

  // 1 MB (ALB-15).
  maxResultBytes: 1024 * 1024,
};

function readScheme(header: string | undefined): string | undefined {
  return header === 'https' || header === 'http' ? header : undefined;
}
