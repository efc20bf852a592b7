import type { Limits } from './limits.ts';

/** How requests are read. */
export interface RequestOptions {
  /**
   * Reads every event as the bare payload of a non-proxy `AWS` integration whose passthrough behaviour hands the
   * client's body over as it is. The client then controls the whole event, so no other source is looked for.
   *
   * @default false
   */
  readonly passthrough?: boolean;
  /**
   * The base path of a custom domain, such as `/v2`, where the event does not tell: it is taken off `path` when the
   * path starts with these segments.
   *
   * @default what the route and its parameters leave of the path
   */
  readonly basePath?: string;
  /**
   * How many of the right-most addresses in `x-forwarded-for` were written by hops that you trust; the left-most of
   * them is the client. Only for load balancers: everywhere else the request context has the address.
   *
   * @default 1, the load balancer itself
   */
  readonly trustedHops?: number;
  /** The size of a request that is still read. */
  readonly limits?: Limits;
}
