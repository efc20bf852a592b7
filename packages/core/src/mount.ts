import { asText, own } from './own.ts';

/**
 * What comes before the route in a path: the base path of a custom domain, a stage. Route, parameters and path must be
 * in the same encoding; empty when the path does not end in the route.
 */
export function mountOf(path: string, route: string, params: unknown): string {
  const filled = route.includes('{')
    ? route.replace(parameter, (_, name: string) => asText(own(params, name)) ?? '')
    : route;
  if (path === filled) return '';
  if (filled === '/') return withoutSlash(path);
  // The trailing slash stays in the path and not in the parameter (REST-48).
  for (const end of [filled, `${filled}/`]) {
    if (path.endsWith(end)) return path.slice(0, path.length - end.length);
  }
  return '';
}

const parameter = /\{([^}+]+)\+?\}/g;

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Takes a prefix of whole segments off a path; the path itself when it does not start with them. */
export function unmount(path: string, mount: string): string {
  if (mount === '' || !path.startsWith(mount)) return path;
  const rest = path.slice(mount.length);
  return rest === '' ? '/' : rest.startsWith('/') ? rest : path;
}
