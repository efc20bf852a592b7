import { withoutHeaders } from '../front-doors/header-lines.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import { fillStageVariables } from '../front-doors/stage-variables.ts';
import type { HeaderLine, HttpRequest } from '../http.ts';
import { toBytes } from './content-handling.ts';
import { isDroppedRequestHeader } from './header-names.ts';
import { mapRequest, type MappedRequest } from './map-request.ts';
import type { MethodSettings } from './method-settings.ts';
import { configurationError, isRefusal, type Refusal } from './refusal.ts';
import { headerOf, type MappingScope } from './request-values.ts';

/** A request to the backend of an `HTTP` or `HTTP_PROXY` integration. */
export interface BackendRequest {
  readonly method: string;
  readonly url: URL;
  /** Without `Host` and `Content-Length`, which the client of the backend writes. */
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
  /** For {@link mapBackendResponse}. */
  readonly mapped: MappedRequest;
}

/**
 * Builds the request to the backend of an `HTTP` integration (REQ-47..REQ-50, REQ-52): default headers,
 * mapped parameters, the rendered body. A client's headers and query string do not pass unless mapped.
 */
export function buildHttpRequest(
  method: MethodSettings,
  request: HttpRequest,
  scope: MappingScope,
  traceId: string,
): BackendRequest | Refusal {
  const mapped = mapRequest(method, request, scope);
  if (isRefusal(mapped)) return mapped;
  const headers: HeaderLine[] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${apiIdOf(scope)}`],
    ...ownHeaders(scope, traceId),
  ];
  // REQ-50: the content type passes with methods that have a body.
  if (!/^(?:GET|HEAD|DELETE|OPTIONS)$/.test(request.method)) {
    headers.push(['Content-Type', headerOf(request.headers, 'content-type') ?? 'application/json']);
  }
  return build(method, mapped, headers, '', toBytes(mapped.body));
}

/** Builds the request to the backend of an `HTTP_PROXY` integration: headers, query string and bytes pass, mapped ones on top. */
export function buildHttpProxyRequest(
  method: MethodSettings,
  request: HttpRequest,
  scope: MappingScope,
  traceId: string,
): BackendRequest | Refusal {
  const { ContentHandling: _, ...integration } = method.Integration;
  const passthrough = {
    ...method,
    Integration: { ...integration, RequestTemplates: {}, PassthroughBehavior: 'WHEN_NO_MATCH' },
  } as const;
  const mapped = mapRequest(passthrough, request, scope);
  if (isRefusal(mapped)) return mapped;
  const stays = new Set(['host']);
  // Recorded for requests without a body only.
  if (request.body.byteLength === 0) stays.add('content-encoding');
  const headers = withoutHeaders(scope.headers ?? request.headers, stays).filter(
    ([name]) => !isDroppedRequestHeader(name),
  );
  const own = ownHeaders(scope, traceId);
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  const { query } = splitTarget(request.target);
  return build(method, mapped, [...withoutHeaders(headers, names), ...own], query, request.body);
}

/** Headers that belong to one connection only and never reach a backend, mapped or not. */
const HOP_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
  'via',
]);

function build(
  { Integration }: MethodSettings,
  mapped: MappedRequest,
  headers: readonly HeaderLine[],
  clientQuery: string,
  body: Uint8Array,
): BackendRequest | Refusal {
  const url = buildUrl(Integration.Uri, mapped, clientQuery);
  if (isRefusal(url)) return url;
  const own = [...mapped.parameters.header].map(([name, values]): HeaderLine => [
    name,
    values.join(','),
  ]);
  const replaced = new Set([...HOP_HEADERS, ...own.map(([name]) => name.toLowerCase())]);
  const verb = Integration.IntegrationHttpMethod;
  return {
    method: verb === 'ANY' || verb === '' ? mapped.request.method : verb,
    url,
    headers: [...withoutHeaders(headers, replaced), ...withoutHeaders(own, HOP_HEADERS)],
    body,
    mapped,
  };
}

/** REQ-49: parameters of the URI come first, then the client's, then mapped ones, all of them. */
function buildUrl(
  uri: string,
  { parameters, scope }: MappedRequest,
  clientQuery: string,
): URL | Refusal {
  const filled = fillStageVariables(uri, scope.stageVariables);
  if ('missing' in filled) {
    return configurationError(
      `Invalid endpoint address: stage variable ${filled.missing} of the integration URI is not defined`,
    );
  }
  const text = filled.uri.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = parameters.path.get(name.replace(/\+$/, ''))?.at(-1);
    return value === undefined ? whole : encodePath(value);
  });
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return configurationError(`Invalid endpoint address: found ${JSON.stringify(text)}`);
  }
  const client = clientQuery
    .split('&')
    .filter((pair) => pair !== '' && !parameters.querystring.has(nameOf(pair)));
  const added = [...parameters.querystring].flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  url.search = [url.search.slice(1), ...client, ...added].filter(Boolean).join('&');
  return url;
}

function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? '';
}

/** A greedy parameter keeps its slashes. */
function encodePath(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('%2F', '/');
}

function ownHeaders(scope: MappingScope, traceId: string): readonly HeaderLine[] {
  return [
    ['X-Amzn-Apigateway-Api-Id', apiIdOf(scope)],
    ['X-Amzn-Trace-Id', traceId],
  ];
}

function apiIdOf({ context }: MappingScope): string {
  const id = context['apiId'];
  return typeof id === 'string' ? id : '';
}
