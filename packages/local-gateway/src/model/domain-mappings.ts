import { textOf } from './properties.ts';
import type { ResourceIndex } from './resource-index.ts';

/** What a custom domain makes of an API. */
export interface DomainMapping {
  readonly domainName: string;
  /** `/orders`, or `''` for `(none)`. */
  readonly basePath: string;
  /** Absent where the path names the stage (REST-52). */
  readonly stage?: string;
}

/** Reads the mappings of custom domains to one API: base path mappings, and API mappings of version 2. */
export function readDomainMappings(
  resources: ResourceIndex,
  apiId: string,
): readonly DomainMapping[] {
  const rest = resources.owned('AWS::ApiGateway::BasePathMapping', 'RestApiId', apiId);
  const http = resources.owned('AWS::ApiGatewayV2::ApiMapping', 'ApiId', apiId);
  return [...rest, ...http].flatMap(({ properties }) => {
    const domainName = textOf(properties, 'DomainName');
    if (domainName === undefined) return [];
    const base = textOf(properties, 'BasePath') ?? textOf(properties, 'ApiMappingKey') ?? '';
    const stage = textOf(properties, 'Stage');
    return [
      {
        domainName: domainName.toLowerCase(),
        basePath: base === '' || base === '(none)' ? '' : `/${base}`,
        ...(stage !== undefined && { stage }),
      },
    ];
  });
}
