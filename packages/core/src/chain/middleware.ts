import type middy from '@middy/core';
import type { Context } from 'aws-lambda';

import type { ReplyDefaults } from '../reply/reply-defaults.ts';
import type { ProxyRequest } from '../request/request.ts';
import type { ProxyExchange, WriteOptions } from './write-result.ts';

/** A middy middleware behind which the event is a {@link ProxyRequest}. */
export type ProxyMiddleware = middy.MiddlewareObj<ProxyRequest>;

/** What the proxy middlewares keep for one invocation, in middy's `request.internal`. */
export interface ProxyInternal extends Record<string, unknown> {
  /** Set by `proxyEventNormalizer`. */
  proxy?: ProxyExchange;
  /** Set by middlewares that give every reply a header. */
  replyDefaults?: ReplyDefaults;
  /** Set for the access log. */
  onReply?: WriteOptions['onReply'];
}

/** A middy request as the hooks of the proxy middlewares see it. */
export type MiddyRequest = middy.Request<unknown, unknown, unknown, Context, ProxyInternal>;

/** A hook of a middleware. */
export type Hook = ((request: MiddyRequest) => unknown) & { readonly outbound?: boolean };

/** Marks a hook that `proxyHandler` also calls when a hook before it has answered early. */
export function outbound<H extends (request: MiddyRequest) => unknown>(hook: H): H {
  return Object.assign(hook, { outbound: true });
}
