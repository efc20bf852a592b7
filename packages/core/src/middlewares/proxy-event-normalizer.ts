import { type RequestOptions, resolveOptions } from '../request/request-options.ts';
import { lambda } from '../sources/lambda.ts';
import { detectSource } from '../sources/sources.ts';
import type { MiddyRequest, ProxyMiddleware } from '../chain/middleware.ts';

/**
 * Replaces the raw event with a {@link ProxyRequest}.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use(proxyEventNormalizer())
 *   .handler(async (request) => ({ statusCode: 200, body: request.path }));
 * ```
 *
 * @throws {@link UnrecognizedEventError} (as the invocation's error) for an event of no known source.
 */
export function proxyEventNormalizer(options?: RequestOptions): ProxyMiddleware {
  const resolved = resolveOptions(options);
  return {
    before: function normalizeProxyEvent(middyRequest: MiddyRequest): void {
      const source = resolved.passthrough ? lambda : detectSource(middyRequest.event);
      const request = source.toRequest(middyRequest.event, resolved);
      middyRequest.internal.proxy = { source, request };
      middyRequest.event = request;
      request.check();
    },
  };
}
