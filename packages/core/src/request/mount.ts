import { asText, own } from '../own.ts';

/**
 * What comes before the route in a path: the base path of a custom domain, a stage. Route, parameters and path must be
 * in the same encoding; empty when the path does not end in the route, or the event tells none.
 */
export function mountOf(path: string, route: unknown, params: unknown): string {
  if (typeof route !== 'string') return '';
  let isComplete = true;
  const filled = route.replace(parameter, (_, name: string) => {
    const value = asText(own(params, name));
    isComplete &&= value !== undefined;
    return String(value);
  });
  if (!isComplete) return '';
  if (filled === '/') return path.endsWith('/') ? path.slice(0, -1) : path;
  // The trailing slash stays in the path and not in the parameter (REST-48).
  for (const end of [filled, `${filled}/`]) {
    if (path.endsWith(end)) return path.slice(0, -end.length);
  }
  return '';
}

const parameter = /\{([^}+]+)\+?\}/g;

/** Takes a prefix of whole segments off a path; the path itself when it does not start with them. */
export function unmount(path: string, mount: string): string {
  if (!path.startsWith(mount)) return path;
  const rest = path.slice(mount.length);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : path;
}
