import { decodeComponent } from './decode-component.ts';
import { encodePath } from './encode-path.ts';
import { mountOf, unmount } from './mount.ts';

/**
 * What comes before the route of an HTTP API in an encoded path, when the path parameters are decoded. Without a route
 * only the stage can be known.
 */
export function decodedMountOf(
  path: string,
  route: string | undefined,
  params: unknown,
  stage: unknown,
): string {
  const staged = typeof stage === 'string' && stage !== '$default' ? `/${stage}` : '';
  if (route === undefined) return unmount(path, staged) === path ? '' : staged;
  const decoded = decodeComponent(path) ?? path;
  const mount = encodePath(mountOf(decoded, route, params));
  return path.startsWith(mount) ? mount : '';
}
