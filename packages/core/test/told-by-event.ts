import type { SourceName } from '../src/request/request.ts';

type Data = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;
type Lists = Readonly<Record<string, readonly string[]>>;

/** The members of a request that an event tells, in plain code that follows the contract and not the package. */
export function toldByEvent(source: SourceName, event: Data): Record<string, unknown> {
  const context = record(event['requestContext']);
  const headers = headersOf(event);
  const queries = queriesOf(source, event);
  const { stage } = context;
  const epoch = context['requestTimeEpoch'] ?? context['timeEpoch'];
  return {
    method: methodOf(source, event),
    path: pathOf(source, event),
    params: paramsOf(source, event),
    queries,
    query: Object.fromEntries(Object.entries(queries).map(([name, list]) => [name, list.at(-1)])),
    headers,
    cookies: cookiesOf(headers['cookie']),
    clientIp:
      source === 'alb'
        ? headers['x-forwarded-for']?.split(', ').at(-1)
        : (record(context['identity'])['sourceIp'] ?? record(context['http'])['sourceIp']),
    requestId: context['requestId'] ?? undefined,
    stage,
    // Microseconds (LAT-3).
    receivedAt: source === 'vpc-lattice' ? Math.floor(Number(epoch) / 1000) : number(epoch),
  };
}

function methodOf(source: SourceName, event: Data): unknown {
  const { eventType, http } = record(event['requestContext']);
  if (source === 'websocket')
    return { MESSAGE: 'POST', DISCONNECT: 'DELETE' }[text(eventType)] ?? 'GET';
  return event['httpMethod'] ?? record(http)['method'] ?? event['method'];
}

function pathOf(source: SourceName, event: Data): unknown {
  if (source === 'websocket') return '/';
  const path = text(event['path'] ?? event['rawPath'] ?? event['raw_path']);
  if (source.startsWith('vpc')) return path.split('?')[0];
  if (source !== 'http-api') return path.startsWith('/') ? path : `/${path}`;
  // With a named stage and decoded (HTTP2-7, HTTP2-11).
  const staged = `/${text(record(event['requestContext'])['stage'])}/`;
  const inside = path.startsWith(staged) ? path.slice(staged.length - 1) : path;
  return encodeURI(inside).replaceAll('?', '%3F').replaceAll('#', '%23');
}

// Encoded by REST APIs only (REST-45, HTTP1-6, HTTP2-9); a WebSocket API has no path (WS-3).
function paramsOf(source: SourceName, event: Data): Texts {
  if (source === 'websocket') return {};
  const params = Object.entries(record(event['pathParameters']));
  const decode = source === 'rest-api' ? decodeURIComponent : text;
  return Object.fromEntries(params.map(([name, value]) => [name, decode(text(value))]));
}

function queriesOf(source: SourceName, event: Data): Lists {
  // A path of VPC Lattice may have the query (LAT-4).
  const raw = event['rawQueryString'] ?? text(event['path'] ?? event['raw_path']).split('?')[1];
  if (typeof raw === 'string') return group([...new URLSearchParams(raw)]);
  const maps = [
    event[source === 'vpc-lattice-v1' ? 'query_string_parameters' : 'queryStringParameters'],
    event['multiValueQueryStringParameters'],
  ];
  const lists = Object.assign({}, ...maps.map(record)) as Record<string, unknown>;
  const pairs = Object.entries(lists).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, String(value)]),
  );
  // Left encoded by a load balancer (ALB-3).
  return source === 'alb'
    ? group([...new URLSearchParams(pairs.map((pair) => pair.join('=')).join('&'))])
    : group(pairs);
}

function group(pairs: readonly (readonly [string, string])[]): Lists {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of pairs) (lists[name] ??= []).push(value);
  return lists;
}

function headersOf(event: Data): Texts {
  const maps = [event['headers'], event['multiValueHeaders']];
  const lines = Object.assign({}, ...maps.map(record)) as Record<string, unknown>;
  const cookies = event['cookies'];
  const headers = Object.fromEntries(
    Object.entries(lines).map(([name, values]) => [
      name.toLowerCase(),
      [values].flat().join(name.toLowerCase() === 'cookie' ? '; ' : ', '),
    ]),
  );
  return Array.isArray(cookies) && cookies.length > 0
    ? { cookie: cookies.join('; '), ...headers }
    : headers;
}

function cookiesOf(header = ''): Texts {
  const pairs = header
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(({ length }) => length > 1)
    .map(([name = '', ...value]) => [name, decodeURIComponent(value.join('='))] as const);
  return Object.fromEntries(pairs.toReversed());
}

function record(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

// A recording may have a placeholder in its place.
function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
