import { toHeaderLines } from '../reply/header-lines.ts';
import { mergeDefaults, type ReplyDefaults } from '../reply/reply-defaults.ts';
import type { MiddyRequest, ProxyMiddleware } from '../chain/middleware.ts';

/** Values by header name; `false` leaves a default out. */
export type SecurityHeadersOptions = Readonly<Record<string, string | false>>;

/**
 * Gives every reply, errors included, the headers that switch browsers to their safe side; a header that the handler
 * sets stays as it is. Works through `proxyResponseSerializer`.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyEventNormalizer(), proxySecurityHeaders({ 'x-frame-options': 'DENY' })])
 *   .handler(async () => ({ ok: true }));
 * ```
 *
 * @throws TypeError for a header that cannot be sent.
 */
export function proxySecurityHeaders(options: SecurityHeadersOptions = {}): ProxyMiddleware {
  const chosen = new Map(Object.entries(securityHeaders));
  for (const [name, value] of Object.entries(options)) chosen.set(name.toLowerCase(), value);
  const headers = toHeaderLines(Array.from(chosen).filter(([, value]) => value !== false));
  const defaults: ReplyDefaults = { headers, vary: [] };
  const secureReplies = ({ internal }: MiddyRequest): void => {
    internal.replyDefaults = mergeDefaults(internal.replyDefaults, defaults);
  };
  return { before: secureReplies, onError: secureReplies };
}

const securityHeaders: SecurityHeadersOptions = {
  'content-security-policy':
    "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; script-src-attr 'none'; upgrade-insecure-requests",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
