import { type CorsOrigins, toOriginCheck } from './cors-origins.ts';
import { type HeaderLine, toHeaderLines } from '../reply/header-lines.ts';
import type { ReplyDefaults } from '../reply/reply-defaults.ts';
import type { TextMap } from '../request/request.ts';

/** Which other sites may call, and how (Fetch, 3.2). */
export interface CorsPolicy {
  /** Exact origins, origins with `*` for one label, `'*'` for all, or a function. */
  readonly origins: CorsOrigins;
  /** @default ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] */
  readonly methods?: readonly string[];
  /**
   * Request headers that scripts may send.
   *
   * @default the ones that the preflight asks for
   */
  readonly headers?: readonly string[];
  /**
   * Reply headers that scripts may read.
   *
   * @default []
   */
  readonly exposedHeaders?: readonly string[];
  /**
   * Whether cookies may come along.
   *
   * @default false
   */
  readonly credentials?: boolean;
  /**
   * Seconds for which a browser may remember a preflight.
   *
   * @default the browser's own, 5
   */
  readonly maxAge?: number;
}

/** The headers of a policy. */
export interface CorsHeaders {
  /** Of any reply to a request from an origin. */
  replyHeaders(origin: unknown): ReplyDefaults;
  /** Of the answer to a preflight, besides. */
  preflightHeaders(requested: TextMap): readonly HeaderLine[];
}

/**
 * Resolves a policy once.
 *
 * @throws TypeError for an origin that is none, for every origin together with credentials, and for what no header holds.
 */
export function toCorsHeaders(policy: CorsPolicy): CorsHeaders {
  const { origins, credentials = false, exposedHeaders = [], methods = allMethods } = policy;
  const check = toOriginCheck(origins);
  if (check === undefined && credentials) {
    throw new TypeError(
      'origins are "*" with credentials, expected the origins that may send them',
    );
  }
  const shared = toHeaderLines({
    'access-control-allow-credentials': credentials ? 'true' : undefined,
    'access-control-expose-headers':
      exposedHeaders.length > 0 ? exposedHeaders.join(', ') : undefined,
  });
  const preflight = toHeaderLines({
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': policy.headers?.join(', '),
    'access-control-max-age': policy.maxAge,
  });
  const open: ReplyDefaults = { headers: [allow('*'), ...shared], vary: [] };
  const closed: ReplyDefaults = { headers: [], vary: ['Origin'] };
  return {
    replyHeaders(origin) {
      if (check === undefined) return open;
      // A cache must not give a reply to one origin, or without one, to another.
      if (typeof origin !== 'string' || !check(origin)) return closed;
      return { headers: [allow(origin), ...shared], vary: closed.vary };
    },
    preflightHeaders(requested) {
      if (policy.headers !== undefined) return preflight;
      const vary: HeaderLine = ['vary', 'Access-Control-Request-Headers'];
      const names = requested['access-control-request-headers'];
      if (names === undefined || names.length > longest || !nameList.test(names))
        return [...preflight, vary];
      return [...preflight, ['access-control-allow-headers', names], vary];
    },
  };
}

const allMethods: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

// What a client lists is repeated only when it is a list of names that fits into a reply.
const longest = 4096;
const nameList = /^[!#$%&'*+.^_`|~\dA-Za-z\t ,-]*$/;

function allow(origin: string): HeaderLine {
  return ['access-control-allow-origin', origin];
}
