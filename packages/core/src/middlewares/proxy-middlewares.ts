import type middy from '@middy/core';

import { ownMembers } from '../own.ts';
import type { RequestOptions } from '../request/request-options.ts';
import type { ProxyRequest } from '../request/request.ts';
import type { ProxyMiddleware } from '../chain/middleware.ts';
import { proxyBodyParser } from './proxy-body-parser.ts';
import { type CorsOptions, proxyCors } from './proxy-cors.ts';
import { type ErrorHandlerOptions, proxyErrorHandler } from './proxy-error-handler.ts';
import { proxyEventNormalizer } from './proxy-event-normalizer.ts';
import { proxyRequestId } from './proxy-request-id.ts';
import {
  responseSerializer,
  type ResponseSerializerOptions,
  type SerializerMode,
} from './proxy-response-serializer.ts';
import { proxySecurityHeaders, type SecurityHeadersOptions } from './proxy-security-headers.ts';
import { type AnySchemas, hasSchemas, proxyValidator } from './proxy-validator.ts';

/** Headers that every reply gets. */
export interface ReplyHeaderOptions {
  /**
   * Which other sites may call.
   *
   * @default none
   */
  readonly cors?: CorsOptions;
  /**
   * Headers that switch browsers to their safe side: `true` for all of them, or values by name.
   *
   * @default false
   */
  readonly securityHeaders?: SecurityHeadersOptions | boolean;
  /**
   * The id of the request as a header: `true` for `x-request-id`, or a name.
   *
   * @default false
   */
  readonly requestId?: boolean | string;
}

/** Parsers for more kinds of bodies. */
export interface ParserOptions {
  /**
   * Middlewares that set `body` to what they make of it, such as `multipart()`, for kinds of bodies which need a library
   * of their own; they run before schemas look at the body.
   *
   * @default none
   */
  readonly parsers?: readonly middy.MiddlewareObj<ProxyRequest & { body: unknown }>[];
}

/** Options of {@link proxyMiddlewares} and {@link proxyHandler}. */
export type ProxyOptions = RequestOptions &
  ParserOptions &
  ReplyHeaderOptions &
  ErrorHandlerOptions &
  ResponseSerializerOptions;

/**
 * All proxy middlewares in the only order that works: hooks on the way out run from the last to the first, so the
 * serializer comes first and sees what every other one made.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use(proxyMiddlewares())
 *   .handler(async (request) => ({ path: request.path }));
 * ```
 */
export function proxyMiddlewares(options: ProxyOptions & AnySchemas = {}): ProxyMiddleware[] {
  return preset(ownMembers(options), { coversEarly: true, streams: false });
}

/** {@link proxyMiddlewares} for either mode of the serializer. */
export function preset(
  options: ProxyOptions & AnySchemas,
  mode: SerializerMode,
): ProxyMiddleware[] {
  const { cors, securityHeaders = false, requestId = false, parsers = [] } = options;
  // Stryker disable next-line ConditionalExpression,BooleanLiteral: `true` has no entries, this is for its type
  const chosen = securityHeaders === true ? undefined : securityHeaders;
  const first: ProxyMiddleware[] = [
    responseSerializer(options, mode),
    proxyErrorHandler(options),
    proxyEventNormalizer(options),
    ...(requestId === false ? [] : [proxyRequestId(requestId === true ? undefined : requestId)]),
    ...(chosen === false ? [] : [proxySecurityHeaders(chosen)]),
    // After the headers of every reply: a preflight gets them too.
    ...(cors === undefined ? [] : [proxyCors(cors)]),
    proxyBodyParser(),
  ];
  const last = hasSchemas(options) ? [proxyValidator(options)] : [];
  // Own members, since middy takes hooks that a middleware inherits.
  return [...first.map(ownMembers), ...parsers, ...last.map(ownMembers)];
}
