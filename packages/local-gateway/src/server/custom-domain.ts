import { headerValue } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';
import type { DomainMapping } from '../model/domain-mappings.ts';

/** A request that came for a custom domain. */
export interface DomainMatch {
  readonly mapping: DomainMapping;
  /** As the client named it: `a.example.com` where the mapping says `*.example.com`. */
  readonly domainName: string;
  /** The path below the base path. */
  readonly below: string;
}

/** Whether a host is a custom domain of an API, with or without a port. */
export function isCustomDomain(mappings: readonly DomainMapping[], host: string): boolean {
  const name = hostName(host);
  return mappings.some(({ domainName }) => covers(domainName, name));
}

/**
 * The mapping of the custom domain that `Host` names, the one with the longest base path that fits (REST-53);
 * `undefined` on the default endpoint. A domain of its own goes before a wildcard.
 */
export function matchDomain(
  mappings: readonly DomainMapping[],
  request: HttpRequest,
  path: string,
): DomainMatch | 'no mapping' | undefined {
  const host = hostName(headerValue(request.headers, 'host') ?? '');
  const exact = mappings.filter(({ domainName }) => domainName === host);
  const own =
    exact.length > 0 ? exact : mappings.filter(({ domainName }) => covers(domainName, host));
  if (own.length === 0) return undefined;
  const [mapping] = own
    .filter(({ basePath }) => path === basePath || path.startsWith(`${basePath}/`))
    .toSorted((a, b) => b.basePath.length - a.basePath.length);
  if (mapping === undefined) return 'no mapping';
  const below = path.slice(mapping.basePath.length);
  return { mapping, domainName: host, below: below === '' ? '/' : below };
}

/** A domain itself, or any name of one more label below `*.example.com`. */
function covers(domainName: string, host: string): boolean {
  return (
    domainName === host ||
    (domainName.startsWith('*.') && host.replace(/^[a-z0-9-]+(?=\.)/, '*') === domainName)
  );
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
