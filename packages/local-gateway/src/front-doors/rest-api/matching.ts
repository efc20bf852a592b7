import { matchTemplate, type TemplateMatch } from '../path-template.ts';

/** A resource that requests are matched against: its template and its verbs. */
export interface RoutableResource {
  /** `/users/{id}`, `/files/{path+}`. */
  readonly resourcePath: string;
  /** Upper case; `ANY` stands for every verb (GW-5). */
  readonly methods: readonly string[];
}

/** The resource and verb that serve a request. */
export interface ResourceMatch<Resource> {
  readonly resource: Resource;
  /** As declared: the request's own verb, or `ANY`. */
  readonly method: string;
  /** Still percent-encoded (REST-45); absent when the template has none. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/**
 * Finds what serves a path (without stage and base path) and a verb. Level by level a static segment goes
 * before `{name}`, that before `{name+}` (GW-1); the match is on the pair, so that a less specific resource
 * serves a verb which the more specific one lacks (GW-2). `undefined` is a 403 (GW-4).
 */
export function matchResource<Resource extends RoutableResource>(
  resources: readonly Resource[],
  method: string,
  path: string,
): ResourceMatch<Resource> | undefined {
  const segments = pathSegments(path);
  let best: Candidate<Resource> | undefined;
  for (const resource of resources) {
    const verb = servingVerb(resource, method);
    const candidate = verb && matchTemplate(resource.resourcePath, segments);
    if (!candidate) continue;
    if (best && best.ranks <= candidate.ranks) continue;
    best = { ...candidate, resource, method: verb };
  }
  return best && toMatch(best);
}

interface Candidate<Resource> extends TemplateMatch {
  readonly resource: Resource;
  readonly method: string;
}

// One trailing slash does not count (REST-48), slashes in front are one (REST-50), others stay (REST-49).
function pathSegments(path: string): readonly string[] {
  const inner = path.replace(/^\/+/, '').replace(/\/$/, '');
  return inner === '' ? [] : inner.split('/');
}

/** The verbs that `ANY` stands for (GW-5). */
export const anyVerbs: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
]);

function servingVerb({ methods }: RoutableResource, method: string): string | undefined {
  if (methods.includes(method)) return method;
  return methods.includes('ANY') && anyVerbs.has(method) ? 'ANY' : undefined;
}

function toMatch<Resource>({
  resource,
  method,
  parameters,
}: Candidate<Resource>): ResourceMatch<Resource> {
  if (parameters.length === 0) return { resource, method };
  return { resource, method, pathParameters: Object.fromEntries(parameters) };
}
