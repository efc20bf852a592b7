import type { RequestOptions } from '../request-options.ts';
import type { ProxyMiddleware } from './middleware.ts';
import { proxyBodyParser } from './proxy-body-parser.ts';
import { proxyErrorHandler } from './proxy-error-handler.ts';
import { proxyEventNormalizer } from './proxy-event-normalizer.ts';
import { proxyResponseSerializer } from './proxy-response-serializer.ts';
import { type AnySchemas, hasSchemas, proxyValidator } from './proxy-validator.ts';

/** Options of {@link proxyMiddlewares} and {@link proxyHandler}. */
export type ProxyOptions = RequestOptions;

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
  return [
    proxyResponseSerializer(),
    proxyErrorHandler(),
    proxyEventNormalizer(options),
    proxyBodyParser(),
    ...(hasSchemas(options) ? [proxyValidator(options)] : []),
  ];
}
