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
    querystring: group(parseQuery(request.target)),
    header: group(headers),
  };
}

/** A header of the request without regard to case, the last value of several. */
export function headerOf(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}

function parseQuery(target: string): [string, string][] {
  const start = target.indexOf('?');
  if (start === -1) return [];
  return target
    .slice(start + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return [decode(name), equals === -1 ? '' : decode(pair.slice(equals + 1))];
    });
}

/** REST-36: percent-decoded once, `+` is a blank; what is no valid escape stays as it is. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function group(pairs: readonly (readonly [string, string])[]): Map<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}
