import { matchTemplate, type TemplateMatch } from '../path-template.ts';

/** The route that serves a request. */
export interface RouteMatch<Route> {
  readonly route: Route;
  /** Still percent-encoded; absent when the route has none. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/**
 * Finds the route for a path (without stage and base path) and a verb: level by level static, `{name}`,
 * `{name+}`, the verb itself before `ANY`, and `$default` when nothing else fits (HTTP2-38). `undefined` is a
 * 404 (HTTP2-33).
 */
export function matchRoute<Route extends { readonly routeKey: string }>(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  const segments = path === '/' ? [] : path.slice(1).split('/');
  let best: { readonly route: Route; readonly match: TemplateMatch } | undefined;
  for (const route of routes) {
    const match = matchRouteKey(route.routeKey, method, segments);
    if (match && !(best && best.match.ranks <= match.ranks)) best = { route, match };
  }
  if (!best) {
    const route = routes.find(({ routeKey }) => routeKey === '$default');
    return route && { route };
  }
  const { route, match } = best;
  return match.parameters.length === 0
    ? { route }
    : { route, pathParameters: Object.fromEntries(match.parameters) };
}

function matchRouteKey(
  routeKey: string,
  method: string,
  segments: readonly string[],
): TemplateMatch | undefined {
  const [verb, template] = routeKey.split(' ');
  if (template === undefined || (verb !== method && verb !== 'ANY')) return undefined;
  const match = matchTemplate(template, segments);
  return match && { ...match, ranks: `${match.ranks}${verb === 'ANY' ? '.1' : '.0'}` };
}
