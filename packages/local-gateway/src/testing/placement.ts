import type { FrontDoorName, FrontDoorRoutes } from '../front-doors/front-doors.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { FrontDoorOptions } from './options.ts';
import { testRoutes } from './test-routes.ts';

/** A request at its front door: with stage or base path in front of its path, and what it reached there. */
export interface Placement<Name extends FrontDoorName> {
  readonly request: HttpRequest;
  readonly route: FrontDoorRoutes[Name];
}

/** Puts a request, whose path is the one inside the API, in front of a front door. */
export function placeRequest<Name extends FrontDoorName>(
  frontDoor: Name,
  request: HttpRequest,
  options: FrontDoorOptions<Name>,
): Placement<Name> {
  const { path, query } = splitTarget(request.target);
  const route = testRoutes[frontDoor](path, options);
  const target = `${prefixOf(frontDoor, options)}${path}${query === '' ? '' : `?${query}`}`;
  return { request: { ...request, target }, route };
}

function prefixOf(
  frontDoor: FrontDoorName,
  { stage, basePath, settings }: FrontDoorOptions,
): string {
  const fallback = DEFAULT_STAGE[frontDoor];
  if (fallback === undefined) return '';
  const base = settings && 'basePath' in settings ? settings.basePath : basePath;
  const name = (settings && 'stage' in settings ? settings.stage : stage) ?? fallback;
  return base ?? (name === '$default' ? '' : `/${name}`);
}

// Only these have a stage in their paths.
const DEFAULT_STAGE: Partial<Record<FrontDoorName, string>> = {
  'rest-api': 'prod',
  lambda: 'prod',
  'http-api': '$default',
  'http-api-v1': '$default',
};
