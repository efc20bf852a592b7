import type { Exchange } from '../exchange.ts';
import { headerValues } from '../front-doors/header-lines.ts';
import { decodeForm } from '../front-doors/percent-decoding.ts';
import { parseQuery } from '../front-doors/query-string.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import { readContextPath } from '../mapping/parameter-source.ts';
import { httpMappingContext } from './http-parameters.ts';
import type { RoutedHttpRequest } from './route-http-request.ts';

/** The value of `$request.header.X`, `$request.querystring.X`, `$context.X` or `$stageVariables.X`; never empty. */
export function httpIdentitySource(
  source: string,
  { route, stage }: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
): string | undefined {
  const [, kind, name = ''] =
    /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/.exec(source) ?? [];
  const value = (() => {
    switch (kind) {
      case 'request.header':
        return headerValues(request.headers, name).join(',');
      case 'request.querystring': {
        const { query } = splitTarget(request.target);
        return parseQuery(query, { separator: '&', decode: decodeForm }).get(name)?.join(',');
      }
      case 'context':
        return readContextPath(httpMappingContext(route, request, exchange), name);
      default:
        return Object.hasOwn(stage.variables, name) ? stage.variables[name] : undefined;
    }
  })();
  return value === '' ? undefined : value;
}
