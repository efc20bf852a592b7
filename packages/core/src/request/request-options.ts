import { ownMembers } from '../own.ts';
import { defaultLimits, type Limits } from './limits.ts';

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

/** Options with every default filled in, and nothing inherited. */
export class ResolvedOptions {
  readonly passthrough: boolean;
  /** Empty, or with a leading and without a trailing slash. */
  readonly basePath: string;
  readonly trustedHops: number;
  readonly limits: Required<Limits>;

  constructor(options: RequestOptions) {
    const { passthrough = false, basePath = '', trustedHops = 1, limits } = ownMembers(options);
    this.passthrough = passthrough;
    this.basePath = normalizeBasePath(basePath);
    this.trustedHops = checkCount('trustedHops', trustedHops);
    this.limits = checkLimits(limits);
  }
}

/** Fills in the defaults of options, once. */
export function resolveOptions(options: RequestOptions | undefined): ResolvedOptions {
  if (options === undefined) return defaultOptions;
  return options instanceof ResolvedOptions ? options : new ResolvedOptions(options);
}

function normalizeBasePath(basePath: string): string {
  // The expression is compiled where it is first used, in each cold start: a tenth of a millisecond.
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (basePath === '') return '';
  return basePath.replace(/\/*(.*?)\/*$/, (_, path: string) => path && `/${path}`);
}

function checkLimits(limits: Limits = {}): Required<Limits> {
  const said = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  for (const [name, limit] of said) checkCount(`limits.${name}`, limit);
  return Object.assign({ ...defaultLimits }, Object.fromEntries(said));
}

function checkCount(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new TypeError(`${name} is ${String(value)}, expected a number from 0 up`);
}

const defaultOptions = new ResolvedOptions({});
