import { proxyHandler } from '@org/proxy-core';

/** Try `?name=Ada`; the same code works behind an HTTP API, a function URL or a load balancer. */
export const handler = proxyHandler((request) => ({
  message: `Hello ${request.query['name'] ?? 'World'}`,
  youSent: request.body,
}));
