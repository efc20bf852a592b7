import { proxyHandler } from '@org/proxy-core';

/** The same answer as `echo-aws-proxy`, and on every other front door too. */
export const handler = proxyHandler((request) => request.event);
