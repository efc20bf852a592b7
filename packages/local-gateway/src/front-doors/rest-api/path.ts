import type { RestRoute } from './route.ts';

/** The two paths of a REST event, both still percent-encoded (REST-44). */
export interface RestPaths {
  /** `path`: without the stage on the default endpoint (REST-46). */
  readonly path: string;
  /** `requestContext.path`: with it. */
  readonly contextPath: string;
}

/**
 * The paths of a request's path, as it was sent: on the default endpoint it starts with the stage, behind
 * a custom domain both paths are the whole one (REST-52). Slashes before the stage count as one, and so do
 * slashes after it, but only in `path` (REST-50).
 */
export function restPaths(
  sent: string,
  { stage, basePath }: Pick<RestRoute, 'stage' | 'basePath'>,
): RestPaths {
  const whole = oneLeadingSlash(sent);
  if (basePath !== undefined) return { path: whole, contextPath: whole };
  const prefix = `/${stage}`;
  if (whole !== prefix && !whole.startsWith(`${prefix}/`)) {
    return { path: whole, contextPath: `${prefix}${whole}` };
  }
  return { path: oneLeadingSlash(whole.slice(prefix.length)), contextPath: whole };
}

function oneLeadingSlash(path: string): string {
  return path.replace(/^\/*/, '/');
}
