import type { Diagnostic, Resource } from '../assembly/resources.ts';
import type { FunctionCatalog } from './functions.ts';
import { authorizerProblems, readRestLambdaAuthorizer } from './lambda-authorizer.ts';
import { textOf } from './properties.ts';
import { groupBy, problem } from './resource-index.ts';
import { readRestMethod, type RestAuthorizer, type RestMethod } from './rest-method.ts';
import { readTokenAuthorizer } from './token-authorizer.ts';

/** A resource of a REST API. */
export interface RestResource {
  readonly id: string;
  /** The template: `/users/{id}`. */
  readonly path: string;
  readonly methods: readonly RestMethod[];
}

/** Reads the resources of one REST API with their methods; `own` gives what belongs to it by type (`Method` …). */
export function readRestResources(
  own: (type: string) => readonly Resource[],
  functions: FunctionCatalog,
): { readonly resources: readonly RestResource[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const declared = own('Resource');
  const references = {
    validators: new Map(own('RequestValidator').map(({ id, properties }) => [id, properties])),
    authorizers: new Map(
      own('Authorizer').map((resource) => {
        const authorizer = readRestAuthorizer(resource, functions);
        diagnostics.push(...authorizerProblems(resource, authorizer));
        return [resource.id, authorizer];
      }),
    ),
    functions,
  };
  const methods = groupBy(
    own('Method'),
    ({ properties }) => textOf(properties, 'ResourceId') ?? '',
  );
  const paths = readPaths(declared);

  // The root is no resource of the template: it is what methods name and nobody declares.
  const known = new Set(declared.map(({ id }) => id));
  const roots = [...methods.keys()].filter((id) => !known.has(id));
  const resources = [
    ...roots.map((id) => ({ id, path: '/' })),
    ...declared.flatMap((resource) => {
      const path = paths.get(resource.id);
      if (path !== undefined) return [{ id: resource.id, path }];
      diagnostics.push(problem(resource, 'the parents of the resource form a cycle'));
      return [];
    }),
  ].map(({ id, path }) => ({
    id,
    path,
    methods: (methods.get(id) ?? []).map((resource) => {
      const method = readRestMethod(resource, references);
      if (method.problem !== undefined) {
        diagnostics.push(problem(resource, `${method.httpMethod} ${path}: ${method.problem}`));
      }
      return method;
    }),
  }));
  return { resources, diagnostics };
}

function readRestAuthorizer(resource: Resource, functions: FunctionCatalog): RestAuthorizer {
  return textOf(resource.properties, 'Type') === 'COGNITO_USER_POOLS'
    ? readTokenAuthorizer(resource)
    : readRestLambdaAuthorizer(resource, functions);
}

/** The path of each resource by its id: its own part below its parents'; none for those in a cycle. */
function readPaths(declared: readonly Resource[]): ReadonlyMap<string, string | undefined> {
  const byId = new Map(declared.map((resource) => [resource.id, resource]));
  const paths = new Map<string, string | undefined>();
  for (const resource of declared) {
    // Up to the first ancestor whose path is known, then down again.
    const open: Resource[] = [];
    const seen = new Set<string>();
    let next: Resource | undefined = resource;
    while (next !== undefined && !paths.has(next.id) && !seen.has(next.id)) {
      seen.add(next.id);
      open.push(next);
      next = byId.get(textOf(next.properties, 'ParentId') ?? '');
    }
    const cyclic = next !== undefined && seen.has(next.id);
    let path = next === undefined ? '' : paths.get(next.id);
    for (const { id, properties } of open.toReversed()) {
      if (cyclic || path === undefined) path = undefined;
      else path += `/${textOf(properties, 'PathPart') ?? ''}`;
      paths.set(id, path);
    }
  }
  return paths;
}
