import { headerValues } from '../../front-doors/header-lines.ts';
import { decodeForm } from '../../front-doors/percent-decoding.ts';
import { parseQuery } from '../../front-doors/query-string.ts';
import { splitTarget } from '../../front-doors/request-target.ts';
import type { HeaderLine, HttpRequest } from '../../http.ts';
import { parseJsonBody, printBodyPath } from '../json/json-body.ts';
import { readContextPath } from '../parameter-source.ts';

/** Where the variables of an HTTP API's parameter mappings find their values. */
export interface HttpMappingScope {
  /** With the headers that the service writes. */
  readonly request: HttpRequest;
  /** Without a stage or a base path, still encoded. */
  readonly path: string;
  /** Decoded, as in events (HTTP2-9). */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** `$context`: `requestId`, `routeKey`, `identity.sourceIp`, `authorizer.claims.sub` … */
  readonly context: Readonly<Record<string, unknown>>;
  /** Of the integration; only in response mappings. */
  readonly response?: { readonly headers: readonly HeaderLine[]; readonly body: Uint8Array };
}

/**
 * The text of a mapping's value: static text, in which `$request.path` or `${request.path.id}` stand for values. A
 * value that is one variable alone and finds nothing is `undefined`; inside of other text such a variable is empty.
 */
export function readMappingValue(value: string, scope: HttpMappingScope): string | undefined {
  const alone = ALONE.exec(value.trim());
  if (alone !== null) return readVariable(alone[1] ?? alone[2] ?? '', scope);
  return value.replace(
    VARIABLES,
    (_, braced: string | undefined, bare: string | undefined) =>
      readVariable(braced ?? bare ?? '', scope) ?? '',
  );
}

const VARIABLE =
  /\$\{((?:request|response|context|stageVariables)\b[^{}]*)\}|\$((?:request|response|context|stageVariables)\b(?:\.[\w-]+|\[[^\]]*\])*)/
    .source;
const VARIABLES = new RegExp(VARIABLE, 'g');
const ALONE = new RegExp(`^(?:${VARIABLE})$`);

function readVariable(variable: string, scope: HttpMappingScope): string | undefined {
  const [, root = '', rest = ''] =
    /^(request\.path|request\.\w+|response\.\w+|context|stageVariables)(?:\.?([\s\S]+))?$/.exec(
      variable,
    ) ?? [];
  const { request, response } = scope;
  switch (root) {
    case 'request.header':
      return joined(headerValues(request.headers, rest));
    case 'request.querystring':
      return joined(queryOf(request).get(rest) ?? []);
    case 'request.path':
      return rest === '' ? scope.path : own(scope.pathParameters, rest);
    case 'request.body':
      return readBody(request.body, rest);
    case 'response.header':
      return response && joined(headerValues(response.headers, rest));
    case 'response.body':
      return response && readBody(response.body, rest);
    case 'context':
      return readContextPath(scope.context, rest);
    default:
      return own(scope.stageVariables, rest);
  }
}

/** Several values are one text with commas. */
function joined(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}

function queryOf({ target }: HttpRequest): ReadonlyMap<string, readonly string[]> {
  return parseQuery(splitTarget(target).query, { separator: '&', decode: decodeForm });
}

/** A path is looked up in the first 100 KB only, what is cut off there is no JSON any more. */
function readBody(body: Uint8Array, path: string): string | undefined {
  if (path === '') return Buffer.from(body).toString();
  return printBodyPath(parseJsonBody(Buffer.from(body.subarray(0, 102_400)).toString()), path);
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
