import { withHeaders, withoutHeaders } from '../../front-doors/header-lines.ts';
import { capitalizeWords, headerProblem } from '../../front-doors/outgoing-headers.ts';
import { decodeForm } from '../../front-doors/percent-decoding.ts';
import { splitTarget } from '../../front-doors/request-target.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest } from '../../http.ts';
import { readMappingValue, type HttpMappingScope } from './mapping-value.ts';
import type { ParameterMapping } from './parameter-mapping.ts';

/** A request as the mappings of an integration leave it. */
export interface MappedHttpRequest {
  readonly request: HttpRequest;
  /** What `overwrite:path` says. */
  readonly path?: string;
  /** Mappings that did nothing, and why. */
  readonly skipped: readonly string[];
}

/** Applies the `RequestParameters` of an integration to a request; all values are those that the client sent. */
export function mapHttpRequest(
  mappings: readonly ParameterMapping[],
  request: HttpRequest,
  scope: HttpMappingScope,
): MappedHttpRequest {
  const skipped: string[] = [];
  let { headers } = request;
  const sent = splitTarget(request.target);
  let { query } = sent;
  let path: string | undefined;
  for (const mapping of mappings) {
    const value = valueOf(mapping, scope);
    if ('skipped' in value) skipped.push(value.skipped);
    else if (mapping.location === 'header') headers = mapHeader(headers, mapping, value.text);
    else if (mapping.location === 'path') path = `/${value.text.replace(/^\//, '')}`;
    else query = mapQuery(query, mapping, value.text);
  }
  const target = query === '' ? sent.path : `${sent.path}?${query}`;
  return { request: { ...request, target, headers }, ...(path !== undefined && { path }), skipped };
}

/** Applies the `ResponseParameters` for the status of an integration's response. */
export function mapHttpResponse(
  mappings: readonly ParameterMapping[],
  response: FrontDoorResponse,
  scope: HttpMappingScope,
): { readonly response: FrontDoorResponse; readonly skipped: readonly string[] } {
  const skipped: string[] = [];
  let { statusCode, headers } = response;
  for (const mapping of mappings) {
    const value = valueOf(mapping, scope);
    if ('skipped' in value) skipped.push(value.skipped);
    // HTTP1-14.
    else if (mapping.location === 'header') {
      headers = mapHeader(headers, { ...mapping, name: capitalizeWords(mapping.name) }, value.text);
    } else statusCode = Number(value.text);
  }
  return { response: withStatus({ ...response, headers }, statusCode), skipped };
}

/** What a mapping writes, or why it writes nothing: it finds no value, or none that can be sent. */
function valueOf(
  { action, location, name, value }: ParameterMapping,
  scope: HttpMappingScope,
): { readonly text: string } | { readonly skipped: string } {
  const target =
    location === 'header' || location === 'querystring' ? `${location}.${name}` : location;
  if (action === 'remove') return { text: '' };
  const text = readMappingValue(value, scope);
  if (text === undefined) return { skipped: `${action}:${target} found no ${value}` };
  if (location === 'statuscode' && !/^[2-5]\d\d$/.test(text)) {
    return { skipped: `overwrite:statuscode found ${JSON.stringify(text)}, expected 200 to 599` };
  }
  const problem = location === 'header' ? headerProblem([name, text]) : undefined;
  return problem === undefined ? { text } : { skipped: `${action}:${target}: ${problem}` };
}

function mapHeader(
  headers: readonly HeaderLine[],
  { action, name }: ParameterMapping,
  text: string,
): readonly HeaderLine[] {
  if (action === 'append') return [...headers, [name, text]];
  return action === 'remove'
    ? withoutHeaders(headers, new Set([name.toLowerCase()]))
    : withHeaders(headers, [[name, text]]);
}

function mapQuery(query: string, { action, name }: ParameterMapping, text: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const kept = action === 'append' ? pairs : pairs.filter((pair) => nameOf(pair) !== name);
  const added = `${encodeURIComponent(name)}=${encodeURIComponent(text.toWellFormed())}`;
  return [...kept, ...(action === 'remove' ? [] : [added])].join('&');
}

function nameOf(pair: string): string {
  return decodeForm(pair.split('=')[0] ?? '');
}

/** 204 and 304 have no body, and others say how long theirs is. */
function withStatus(response: FrontDoorResponse, statusCode: number): FrontDoorResponse {
  if (statusCode === response.statusCode) return response;
  const headers = withoutHeaders(response.headers, new Set(['content-length']));
  if (statusCode === 204 || statusCode === 304) {
    return { ...response, statusCode, headers, body: new Uint8Array(0) };
  }
  const known = response.headers.find(([name]) => name.toLowerCase() === 'content-length');
  const length = known ?? ['Content-Length', String(response.body.byteLength)];
  return { ...response, statusCode, headers: [...headers, length] };
}
