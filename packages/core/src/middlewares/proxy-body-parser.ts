import { parseBody } from '../request/parse-body.ts';
import type { MiddyRequest, ProxyMiddleware } from '../chain/middleware.ts';

/**
 * Makes `body` the parsed body, by content type, at the moment it is read; JSON goes through
 * `@middy/http-json-body-parser`.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyEventNormalizer(), proxyBodyParser()])
 *   .handler(async ({ body }) => ({ statusCode: 200, body: JSON.stringify(body) }));
 * ```
 */
export function proxyBodyParser(): ProxyMiddleware {
  return { before: parseProxyBody };
}

function parseProxyBody({ internal }: MiddyRequest): void {
  internal.proxy?.request.parseBodyWith(parseBody);
}
