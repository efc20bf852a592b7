import { checkHeaderLine, isHeaderValue } from '../reply/header-lines.ts';
import { requestIdOf } from '../log/request-id.ts';
import { mergeDefaults } from '../reply/reply-defaults.ts';
import type { MiddyRequest, ProxyMiddleware } from '../chain/middleware.ts';

/**
 * Gives every reply, errors included, the id of its request in a header. Works through `proxyResponseSerializer`.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyEventNormalizer(), proxyRequestId()])
 *   .handler(async () => ({ ok: true }));
 * ```
 *
 * @throws TypeError for a name that no header can have.
 */
export function proxyRequestId(header = 'x-request-id'): ProxyMiddleware {
  const name = header.toLowerCase();
  // Stryker disable next-line StringLiteral: any value that a header can have would do
  checkHeaderLine(name, '');
  const identifyReplies = ({ internal, context }: MiddyRequest): void => {
    const id = requestIdOf(internal.proxy?.request, context);
    if (typeof id !== 'string' || !isHeaderValue(id)) return;
    internal.replyDefaults = mergeDefaults(internal.replyDefaults, {
      headers: [[name, id]],
      vary: [],
    });
  };
  return { before: identifyReplies, onError: identifyReplies };
}
