import type { HttpApiRoute } from './route.ts';

/**
 * The path of a request inside an HTTP API, still encoded: without stage, as routes are matched, or with a
 * named stage, as events have it (HTTP2-11). A custom domain's base path is in neither.
 */
export function httpApiPaths(
  sent: string,
  { stage, basePath }: Pick<HttpApiRoute, 'stage' | 'basePath'>,
): { readonly routePath: string; readonly stagePath: string } {
  const prefix = stage === '$default' ? '' : `/${stage}`;
  const routePath = withoutPrefix(sent, basePath ?? prefix);
  return { routePath, stagePath: `${prefix}${routePath}` };
}

function withoutPrefix(path: string, prefix: string): string {
  if (prefix === '') return path;
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}
