import { headerValue } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';
import type { DomainMapping } from '../model/domain-mappings.ts';

/** A request that came for a custom domain. */
export interface DomainMatch {
  readonly mapping: DomainMapping;
  /** The path below the base path. */
  readonly below: string;
}

/** Whether a host is a custom domain of an API, with or without a port. */
export function isCustomDomain(mappings: readonly DomainMapping[], host: string): boolean {
  const name = hostName(host);
  return mappings.some(({ domainName }) => domainName === name);
}

/**
 * The mapping of the custom domain that `Host` names, the one with the longest base path that fits (REST-53);
 * `undefined` on the default endpoint.
 */
export function matchDomain(
  mappings: readonly DomainMapping[],
  request: HttpRequest,
  path: string,
): DomainMatch | 'no mapping' | undefined {
  const host = hostName(headerValue(request.headers, 'host') ?? '');
  const own = mappings.filter(({ domainName }) => domainName === host);
  if (own.length === 0) return undefined;
  const [mapping] = own
    .filter(({ basePath }) => path === basePath || path.startsWith(`${basePath}/`))
    .toSorted((a, b) => b.basePath.length - a.basePath.length);
  if (mapping === undefined) return 'no mapping';
  const below = path.slice(mapping.basePath.length);
  return { mapping, below: below === '' ? '/' : below };
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
