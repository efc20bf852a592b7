import { parseCookies } from './cookies.ts';
import { HttpError } from './errors.ts';
import { type Identity } from './identity.ts';
import { emptyMap } from './own.ts';
import { decodeBytes } from './raw-body.ts';
import type { RequestOptions } from './request-options.ts';
import type { RequestFrom, SourceEvents, SourceName, TextListMap, TextMap } from './request.ts';

/** How one source reads each member from its event; every function is called at most once, when asked. */
export interface RequestReader<Event> {
  readonly source: SourceName;
  method(event: Event): string | undefined;
  path(event: Event): string | undefined;
  route?(event: Event): string | undefined;
  params?(event: Event): TextMap;
  queries(event: Event): TextListMap;
  headers(event: Event): TextMap;
  cookies?(event: Event, headers: TextMap): TextMap;
  /** The body as the event carries it: text, base64, or nothing. */
  body(event: Event): unknown;
  isBase64Encoded(event: Event): boolean;
  /** The parsed body, for sources whose event is one. */
  value?(event: Event): unknown;
  host?(event: Event, headers: TextMap): string | undefined;
  protocol?(event: Event, headers: TextMap): string | undefined;
  clientIp?(event: Event, headers: TextMap): string | undefined;
  identity(event: Event): Identity;
  requestId?(event: Event): string | undefined;
  stage?(event: Event): string | undefined;
  receivedAt?(event: Event): unknown;
}

/** Turns a reader into a source's `toRequest`. */
export function lazyRequest<Name extends SourceName>(
  reader: RequestReader<SourceEvents[Name]> & { readonly source: Name },
): (event: SourceEvents[Name], options?: RequestOptions) => LazyRequest<Name> {
  return (event, options = {}) => new LazyRequest(reader, event, options);
}

/** Parses the body of a request. */
export type BodyParser = (request: LazyRequest) => unknown;

/**
 * A request that computes a member when it is first read. It also answers to the member names of payload format 1.0
 * (`httpMethod`, `queryStringParameters` …), so that middlewares made for API Gateway's events work on every source.
 */
export class LazyRequest<Name extends SourceName = SourceName> implements RequestFrom<Name> {
  readonly event: SourceEvents[Name];
  readonly options: RequestOptions;
  readonly #reader: RequestReader<SourceEvents[Name]> & { readonly source: Name };
  #method: string | undefined;
  #path: string | undefined;
  #params: TextMap | undefined;
  #query: TextMap | undefined;
  #queries: TextListMap | undefined;
  #headers: TextMap | undefined;
  #cookies: TextMap | undefined;
  #identity: Identity | undefined;
  #rawBody: Uint8Array | undefined;
  #parseBody: BodyParser | undefined;
  #hasBody = false;
  #body: unknown;

  constructor(
    reader: RequestReader<SourceEvents[Name]> & { readonly source: Name },
    event: SourceEvents[Name],
    options: RequestOptions,
  ) {
    this.#reader = reader;
    this.event = event;
    this.options = options;
  }

  get source(): Name {
    return this.#reader.source;
  }

  get method(): string {
    return (this.#method ??= checkMethod(this.#reader.method(this.event)));
  }

  get path(): string {
    return (this.#path ??= withSlash(this.#reader.path(this.event)));
  }

  get route(): string | undefined {
    return this.#reader.route?.(this.event);
  }

  get params(): TextMap {
    return (this.#params ??= this.#reader.params?.(this.event) ?? emptyMap());
  }

  get query(): TextMap {
    return (this.#query ??= lastValues(this.queries));
  }

  get queries(): TextListMap {
    return (this.#queries ??= this.#reader.queries(this.event));
  }

  get headers(): TextMap {
    return (this.#headers ??= this.#reader.headers(this.event));
  }

  get cookies(): TextMap {
    return (this.#cookies ??=
      this.#reader.cookies?.(this.event, this.headers) ?? parseCookies(this.headers['cookie']));
  }

  /** The parsed body after a body parser, before it the body as the event carries it. */
  get body(): unknown {
    if (this.#hasBody) return this.#body;
    if (this.#parseBody === undefined) return this.encodedBody;
    this.#body = this.#reader.value ? this.#reader.value(this.event) : this.#parseBody(this);
    this.#hasBody = true;
    return this.#body;
  }

  set body(value: unknown) {
    this.#hasBody = true;
    this.#body = value;
  }

  /** The body as the event carries it; `undefined` when empty. */
  get encodedBody(): unknown {
    const body = this.#reader.body(this.event);
    return body === null || body === '' ? undefined : body;
  }

  /** False once the body is parsed, so that no later parser decodes it again. */
  get isBase64Encoded(): boolean {
    return !this.#hasBody && this.#reader.isBase64Encoded(this.event);
  }

  get rawBody(): Uint8Array | undefined {
    return (this.#rawBody ??= decodeBytes(
      this.encodedBody,
      this.#reader.isBase64Encoded(this.event),
    ));
  }

  get host(): string | undefined {
    return this.#reader.host?.(this.event, this.headers);
  }

  get protocol(): string | undefined {
    return this.#reader.protocol
      ? this.#reader.protocol(this.event, this.headers)
      : this.headers['x-forwarded-proto'];
  }

  get clientIp(): string | undefined {
    return this.#reader.clientIp?.(this.event, this.headers);
  }

  get identity(): Identity {
    return (this.#identity ??= this.#reader.identity(this.event));
  }

  get requestId(): string | undefined {
    return this.#reader.requestId?.(this.event);
  }

  get traceId(): string | undefined {
    return this.headers['x-amzn-trace-id'];
  }

  get stage(): string | undefined {
    return this.#reader.stage?.(this.event);
  }

  get basePath(): string {
    return '';
  }

  get receivedAt(): number | undefined {
    const time = this.#reader.receivedAt?.(this.event);
    return typeof time === 'number' ? time : undefined;
  }

  /** From now on `body` is what `parse` makes of it, at the moment it is read. */
  parseBodyWith(parse: BodyParser): void {
    this.#parseBody = parse;
  }

  /** The members that mean the same on every source. */
  toJSON(): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    for (const name of memberNames) members[name] = this[name];
    return members;
  }

  // The names of payload format 1.0, for middlewares that read API Gateway's events.

  get version(): string {
    return '1.0';
  }

  get httpMethod(): string {
    return this.method;
  }

  get queryStringParameters(): TextMap {
    return this.query;
  }

  get multiValueQueryStringParameters(): TextListMap {
    return this.queries;
  }

  get pathParameters(): TextMap {
    return this.params;
  }
}

const memberNames = [
  'source',
  'method',
  'path',
  'route',
  'params',
  'query',
  'queries',
  'headers',
  'cookies',
  'body',
  'host',
  'protocol',
  'clientIp',
  'identity',
  'requestId',
  'traceId',
  'stage',
  'basePath',
  'receivedAt',
] as const;

// RFC 9110, 5.6.2: a method is a token.
const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

function checkMethod(method: string | undefined): string {
  if (method === undefined || !token.test(method)) {
    throw new HttpError(400, 'method is not a token');
  }
  return method.toUpperCase();
}

function withSlash(path = '/'): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function lastValues(queries: TextListMap): TextMap {
  const query = emptyMap<string>();
  for (const name in queries) query[name] = queries[name]?.at(-1) ?? '';
  return query;
}
