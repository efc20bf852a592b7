/**
 * Gives a function that narrows the routes of an API down to those that a path can fit, so that a request does not
 * look at a hundred thousand of them. Tables are made once for each API and forgotten with it.
 *
 * @param routesOf the routes of an API
 * @param templateOf the path template of a route: `/users/{id}`; `undefined` for one that fits every path
 */
export function createRouteTables<Api extends object, Route>(
  routesOf: (api: Api) => readonly Route[],
  templateOf: (route: Route) => string | undefined,
): (api: Api, path: string) => readonly Route[] {
  const tables = new WeakMap<Api, RouteTable<Route>>();
  return (api, path) => {
    const table = tables.get(api) ?? createTable(routesOf(api), templateOf);
    tables.set(api, table);
    const exact = table.exact.get(trimSlashes(path)) ?? [];
    const first = table.byFirstPart.get(firstPart(path)) ?? [];
    return [...exact, ...first, ...table.others];
  };
}

interface RouteTable<Route> {
  /** Templates without parameters, by their path. */
  readonly exact: ReadonlyMap<string, readonly Route[]>;
  /** Templates with parameters behind a static first part. */
  readonly byFirstPart: ReadonlyMap<string, readonly Route[]>;
  readonly others: readonly Route[];
}

function createTable<Route>(
  routes: readonly Route[],
  templateOf: (route: Route) => string | undefined,
): RouteTable<Route> {
  const exact = new Map<string, Route[]>();
  const byFirstPart = new Map<string, Route[]>();
  const others: Route[] = [];
  for (const route of routes) {
    const template = templateOf(route);
    if (template === undefined) others.push(route);
    else if (!template.includes('{')) add(exact, trimSlashes(template), route);
    else if (firstPart(template).includes('{')) others.push(route);
    else add(byFirstPart, firstPart(template), route);
  }
  return { exact, byFirstPart, others };
}

function add<Route>(map: Map<string, Route[]>, key: string, route: Route): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [route]);
  else known.push(route);
}

/** More lenient than any front door is, which then decides. */
function trimSlashes(path: string): string {
  return path.replace(/^\/+/, '').replace(/\/+$/, '');
}

function firstPart(path: string): string {
  return /^\/*([^/]*)/.exec(path)?.[1] ?? '';
}
