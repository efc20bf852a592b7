import { type CorsPolicy, toCorsHeaders } from '../cors/cors-headers.ts';
import { ownMembers } from '../own.ts';
import { mergeDefaults } from '../reply/reply-defaults.ts';
import { makeReply, type Reply } from '../reply/make-reply.ts';
import type { LazyRequest } from '../request/lazy-request.ts';
import type { SourceName } from '../request/request.ts';
import type { MiddyRequest, ProxyMiddleware } from '../chain/middleware.ts';

/** Which other sites may call, in the words of the Fetch standard. */
export interface CorsOptions extends CorsPolicy {
  /**
   * Front doors with a CORS configuration of their own, which answers preflights and adds headers: ours would double
   * them (HTTP2-39, FURL-23).
   *
   * @default []
   */
  readonly exceptSources?: readonly SourceName[];
}

/**
 * Cross-origin resource sharing for every source: preflights are answered, and every other reply, errors included, says
 * who may read it; a CORS header that the handler sets stays as it is. Works through `proxyResponseSerializer`.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyEventNormalizer(), proxyCors({ origins: ['https://*.example.com'] })])
 *   .handler(async () => ({ ok: true }));
 * ```
 *
 * @throws TypeError for an origin that is none, and for every origin together with credentials.
 */
export function proxyCors(options: CorsOptions): ProxyMiddleware {
  const members = ownMembers(options);
  const { replyHeaders, preflightHeaders } = toCorsHeaders(members);
  const except = new Set<SourceName>(members.exceptSources);

  /** The request, unless its front door sees to it. */
  function requestOf({ internal: { proxy } }: MiddyRequest): LazyRequest | undefined {
    return proxy === undefined || except.has(proxy.source.name) ? undefined : proxy.request;
  }

  function shareReplies(request: MiddyRequest): void {
    const proxied = requestOf(request);
    if (proxied === undefined) return;
    const { internal } = request;
    const more = replyHeaders(originOf(proxied));
    internal.replyDefaults = mergeDefaults(internal.replyDefaults, more);
  }

  function answerPreflight(request: MiddyRequest): Reply | undefined {
    shareReplies(request);
    const proxied = requestOf(request);
    if (proxied?.method !== 'OPTIONS') return undefined;
    const { headers } = proxied;
    const isPreflight = 'origin' in headers && 'access-control-request-method' in headers;
    return isPreflight ? makeReply(undefined, 204, preflightHeaders(headers)) : undefined;
  }

  function shareErrors(request: MiddyRequest): void {
    try {
      shareReplies(request);
    } catch {
      // The check of origins has failed: most likely that is the error, and its reply is for no other site.
      const { internal } = request;
      internal.replyDefaults = mergeDefaults(internal.replyDefaults, replyHeaders(undefined));
    }
  }

  return { before: answerPreflight, onError: shareErrors };
}

// Alone, so that a request with too many headers has one too.
function originOf(request: LazyRequest): string | undefined {
  try {
    return request.header('origin');
  } catch {
    // A request that cannot be read.
    return undefined;
  }
}
