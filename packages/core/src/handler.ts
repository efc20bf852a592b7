import middy from '@middy/core';
import type { Context } from 'aws-lambda';

import { type ProxyOptions, proxyMiddlewares } from './middlewares/proxy-middlewares.ts';
import type { ProxyRequest } from './request.ts';

/** A function from a request to anything that makes a reply. */
export type RequestHandler = (request: ProxyRequest, context: Context) => unknown;

/** A Lambda handler for every source. */
export type ProxyHandler = (event: unknown, context: Context) => Promise<unknown>;

/**
 * A Lambda handler that works behind every front door: the handler gets one request and returns what a person would.
 *
 * @example
 * ```ts
 * export const handler = proxyHandler(async (request) => {
 *   return { message: `Hello ${request.query.name ?? 'World'}` };
 * });
 * ```
 */
export function proxyHandler(handler: RequestHandler): ProxyHandler;
export function proxyHandler(options: ProxyOptions, handler: RequestHandler): ProxyHandler;
export function proxyHandler(
  first: ProxyOptions | RequestHandler,
  second?: RequestHandler,
): ProxyHandler {
  const [options, handler] = typeof first === 'function' ? [{}, first] : [first, second];
  if (typeof handler !== 'function') {
    throw new TypeError(`handler is ${typeof handler}, expected a function`);
  }
  const chain = middy().use(proxyMiddlewares(options)).handler(handler);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- before the normalizer the event is anything
  return chain as unknown as ProxyHandler;
}
