import type middy from '@middy/core';
import type { Context } from 'aws-lambda';

import type { LazyRequest } from '../lazy-request.ts';
import type { ProxyRequest } from '../request.ts';
import type { ProxySource } from '../sources/source.ts';

/** A middy middleware behind which the event is a {@link ProxyRequest}. */
export type ProxyMiddleware = middy.MiddlewareObj<ProxyRequest>;

/** What the proxy middlewares keep for one invocation, in middy's `request.internal`. */
export interface ProxyInternal extends Record<string, unknown> {
  /** Set by `proxyEventNormalizer`. */
  proxy?: { readonly source: ProxySource; readonly request: LazyRequest };
}

/** A middy request as the hooks of the proxy middlewares see it. */
export type MiddyRequest = middy.Request<unknown, unknown, unknown, Context, ProxyInternal>;
