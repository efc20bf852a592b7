import { isJsonObject } from '../front-doors/json.ts';
import type { RequestValues } from './request-values.ts';

/** Where the expressions of a parameter mapping find their values. */
export interface ParameterSources {
  readonly request: RequestValues;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** `method.request.body[.path]`, JSON text of an object or array. */
  readonly requestBody: (path: string) => string | undefined;
  /** Headers of the integration's response by lower-case name; only in response mappings (REQ-44). */
  readonly responseHeaders?: ReadonlyMap<string, readonly string[]>;
  readonly responseBody?: (path: string) => string | undefined;
}

/**
 * Values of a source expression: `'literal'`, `stageVariables.X`, `context.X`, `method.request.…`,
 * `integration.response.…` (REQ-44, REQ-47). Single-value sources give the last value (REQ-20, REQ-48),
 * and a missing source gives `undefined`.
 */
export function readParameterSource(
  expression: string,
  sources: ParameterSources,
): readonly string[] | undefined {
  const literal = /^'([\s\S]*)'$/.exec(expression.trim());
  if (literal !== null) return [literal[1] ?? ''];
  const [, root = '', rest = ''] =
    /^(stageVariables|context|method\.request|integration\.response)\.([\s\S]+)$/.exec(
      expression.trim(),
    ) ?? [];
  if (root === 'stageVariables') return one(ownText(sources.stageVariables, rest));
  if (root === 'context') return one(readContextPath(sources.context, rest));
  if (root === 'method.request') return readRequest(rest, sources);
  if (root === 'integration.response') return readResponse(rest, sources);
  return undefined;
}

function readRequest(rest: string, sources: ParameterSources): readonly string[] | undefined {
  const { kind, name } = split(rest);
  const { path, querystring, header } = sources.request;
  switch (kind) {
    case 'path':
      return one(path.get(name)?.at(-1));
    case 'querystring':
      return one(querystring.get(name)?.at(-1));
    case 'multivaluequerystring':
      return querystring.get(name);
    case 'header':
      // REST-34: names are matched with their case.
      return one(header.get(name)?.at(-1));
    case 'multivalueheader':
      return one(header.get(name)?.join(',')); // REQ-20
    case 'body':
      return one(sources.requestBody(name));
    default:
      return undefined;
  }
}

function readResponse(rest: string, sources: ParameterSources): readonly string[] | undefined {
  const { kind, name } = split(rest);
  const values = sources.responseHeaders?.get(name.toLowerCase());
  switch (kind) {
    case 'header':
      return one(values?.at(-1));
    case 'multivalueheader':
      return one(values?.join(','));
    case 'body':
      return one(sources.responseBody?.(name));
    default:
      return undefined;
  }
}

function split(rest: string): { kind: string; name: string } {
  const [, kind = rest, name = ''] = /^(\w+)(?:\.([\s\S]*))?$/.exec(rest) ?? [];
  // `body[0]` and `body.a` are both paths below the body.
  const bracket = /^body(\[[\s\S]*)$/.exec(rest);
  return bracket === null ? { kind, name } : { kind: 'body', name: bracket[1] ?? '' };
}

/** Text of a dotted path into data such as `$context`; `undefined` for what is missing, null or an object. */
export function readContextPath(
  context: Readonly<Record<string, unknown>>,
  path: string,
): string | undefined {
  let value: unknown = context;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function ownText(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function one(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}
