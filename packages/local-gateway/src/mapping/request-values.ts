import { decodeForm } from '../front-doors/percent-decoding.ts';
import { parseQuery } from '../front-doors/query-string.ts';
import type { HeaderLine, HttpRequest } from '../http.ts';
import { isDroppedRequestHeader } from './header-names.ts';

/** What the gateway knows about a request and its route when it maps. */
export interface MappingScope {
  /** Path parameters as matched, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** `$context`: the members of a proxy event's `requestContext` (REQ-22, REST-8). */
  readonly context: Readonly<Record<string, unknown>>;
  /**
   * Header lines as an integration sees them (REST-25..REST-31).
   * @default the request's own
   */
  readonly headers?: readonly HeaderLine[];
  /** @default [] */
  readonly binaryMediaTypes?: readonly string[];
  /** Schemas of the API's models by name (REQ-54). */
  readonly models?: Readonly<Record<string, unknown>>;
}

/** A request's parameters by name, each with all its values in the order sent. */
export interface RequestValues {
  readonly path: ReadonlyMap<string, readonly string[]>;
  readonly querystring: ReadonlyMap<string, readonly string[]>;
  /** Names in the spelling of the client (REQ-19), without those no integration sees (REST-27). */
  readonly header: ReadonlyMap<string, readonly string[]>;
}

/** Reads path, query and header parameters of a request once, decoded as REST APIs decode them (REST-36). */
export function readRequestValues(request: HttpRequest, scope: MappingScope): RequestValues {
  const headers = (scope.headers ?? request.headers).filter(
    ([name]) => !isDroppedRequestHeader(name),
  );
  return {
    path: new Map(Object.entries(scope.pathParameters).map(([name, value]) => [name, [value]])),
    querystring: readQuery(request.target),
    header: groupBySpelling(headers),
  };
}

/** A header of the request without regard to case, the last value of several. */
export function headerOf(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}

/** REST-36, REST-40: percent-decoded once, `+` is a blank, `;` separates as `&` does. */
function readQuery(target: string): ReadonlyMap<string, readonly string[]> {
  const start = target.indexOf('?');
  if (start === -1) return new Map();
  return parseQuery(target.slice(start + 1), { separator: /[&;]/, decode: decodeForm });
}

/** By name in the spelling of the client: templates and mappings tell `x-a` from `X-A` (REQ-19). */
function groupBySpelling(lines: readonly HeaderLine[]): Map<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of lines) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}
