import { decodeComponent } from './decode-component.ts';
import { encodePath } from './encode-path.ts';
import { mountOf, unmount } from './mount.ts';

/** What tells where an API is mounted. */
export interface MountedEvent {
  readonly pathParameters?: unknown;
  readonly requestContext: { readonly stage?: unknown; readonly domainName?: unknown };
}

/** Whether an event came through a custom domain, the only kind of domain that can have a base path. */
export function hasCustomDomain({ requestContext: { domainName } }: MountedEvent): boolean {
  return (
    typeof domainName === 'string' &&
    domainName.includes('.') &&
    !domainName.includes('.execute-api.')
  );
}

/**
 * What comes before the route in an encoded path that may carry a named stage, when the path parameters are decoded:
 * the stage; on a custom domain whatever the route leaves, which without a route is the stage again.
 */
export function decodedMountOf(
  path: string,
  route: string | undefined,
  event: MountedEvent,
): string {
  if (route !== undefined && hasCustomDomain(event)) {
    const decoded = decodeComponent(path) ?? path;
    const mount = encodePath(mountOf(decoded, route, event.pathParameters));
    return path.startsWith(mount) ? mount : '';
  }
  const { stage } = event.requestContext;
  const staged = typeof stage === 'string' && stage !== '$default' ? `/${stage}` : '';
  return unmount(path, staged) === path ? '' : staged;
}
