import { decodeBytes, isLonger } from './decode-bytes.ts';
import { decodeParams } from './decode-params.ts';
import { HttpError } from '../errors/errors.ts';
import { type Identity, noIdentity } from './identity.ts';
import { unmount } from './mount.ts';
import { asText, emptyMap, ownMembers } from '../own.ts';
import { ownOnly } from './own-only.ts';
import { parseCookies } from './parse-cookies.ts';
import { type FoundHeaders, limitHeaders, readHeaders } from './read-headers.ts';
import { addLast, addToList } from './read-queries.ts';
import { type RequestOptions, type ResolvedOptions, resolveOptions } from './request-options.ts';
import type { RequestReader } from './request-reader.ts';
import type { SchemaMember } from './request-schemas.ts';
import type { RequestFrom, SourceEvents, SourceName, TextListMap, TextMap } from './request.ts';
import { toWebRequest } from './web-request.ts';

/** Turns a reader into a source's `toRequest`. */
export function lazyRequest<Name extends SourceName>(
  reader: RequestReader<Name>,
): (event: SourceEvents[Name], options?: RequestOptions) => LazyRequest<Name> {
  // What a source does not read must not be read by what somebody has added to all objects.
  const own: RequestReader<Name> = Object.setPrototypeOf({ ...reader }, null);
  return (event, options) => new LazyRequest(own, event, resolveOptions(options));
}

/** Makes a value of a request's body. */
export type BodyParser = (request: LazyRequest) => unknown;

/**
 * A request that computes a member when it is first read. It also answers to the member names of payload format 1.0
 * (`httpMethod`, `queryStringParameters` …), so that middlewares made for API Gateway's events work on every source.
 */
export class LazyRequest<Name extends SourceName = SourceName> implements RequestFrom<Name> {
  readonly #reader: RequestReader<Name>;
  readonly #event: SourceEvents[Name];
  /** What the members are read from: the event, without anything it inherits. */
  readonly #own: SourceEvents[Name];
  readonly #options: ResolvedOptions;
  #method: string | undefined;
  #mount: string | undefined;
  #path: string | undefined;
  #params: TextMap | undefined;
  #query: TextMap | undefined;
  #queries: TextListMap | undefined;
  #headers: TextMap | undefined;
  #foundHeaders: FoundHeaders | undefined;
  #cookies: TextMap | undefined;
  #identity: Identity | undefined;
  #rawBody: Uint8Array | undefined;
  #pathParameters: TextMap | undefined;
  #parseBody: BodyParser | undefined;
  #isParsed = false;
  #body: unknown;

  constructor(reader: RequestReader<Name>, event: SourceEvents[Name], options: ResolvedOptions) {
    this.#reader = reader;
    this.#event = event;
    this.#own = ownOnly(event);
    this.#options = options;
  }

  get source(): Name {
    return this.#reader.source;
  }

  get event(): SourceEvents[Name] {
    return this.#event;
  }

  get options(): ResolvedOptions {
    return this.#options;
  }

  get method(): string {
    return (this.#method ??= checkMethod(this.#reader.method(this.#own)));
  }

  get path(): string {
    // Stryker disable next-line ConditionalExpression: what is kept need not be made again
    if (this.#path === undefined) {
      const inside = unmount(this.#fullPath, this.#mounted);
      // Where the event tells a base path the option says nothing: what follows is the route.
      this.#path = this.#toldBasePath === '' ? unmount(inside, this.#options.basePath) : inside;
    }
    return this.#path;
  }

  get basePath(): string {
    const told = this.#toldBasePath;
    if (told !== '') return told;
    const inside = unmount(this.#fullPath, this.#mounted);
    return inside === this.path ? '' : this.#options.basePath;
  }

  get route(): string | undefined {
    return asText(this.#reader.route?.(this.#own));
  }

  get params(): TextMap {
    return this.#textParams;
  }

  get query(): TextMap {
    return this.#textQuery;
  }

  get queries(): TextListMap {
    return this.#allQueries;
  }

  get headers(): TextMap {
    return (this.#headers ??= this.#allHeaders);
  }

  /** A header normalizer may set names in another spelling; this package goes on reading its own. */
  set headers(headers: TextMap) {
    this.#headers = headers;
  }

  /** The value of a header by its lower-case name, however many there are. */
  header(name: string): string | undefined {
    return this.#readHeaders.map[name];
  }

  get cookies(): TextMap {
    return (this.#cookies ??= parseCookies(this.header('cookie')));
  }

  /** The parsed body behind a body parser; before it, what the event carries. */
  get body(): unknown {
    if (!this.#isParsed) {
      if (this.#parseBody === undefined) return this.encodedBody;
      this.#body = this.#parseBody(this);
      this.#isParsed = true;
    }
    return this.#body;
  }

  set body(value: unknown) {
    this.#isParsed = true;
    this.#body = value;
  }

  /**
   * The body as the event carries it: text or base64, `undefined` when empty.
   *
   * @throws {@link HttpError} 400 for a body that is no text.
   */
  get encodedBody(): string | undefined {
    const body = this.#reader.body(this.#own, this);
    if (body === undefined || body === null || body === '') return undefined;
    if (typeof body !== 'string') throw new HttpError(400, 'body of the event is not text');
    return body;
  }

  /** False once the body is parsed, so that no later parser decodes it again. */
  get isBase64Encoded(): boolean {
    return !this.#isParsed && this.isEncoded;
  }

  /** Whether the event carries the body as base64. */
  get isEncoded(): boolean {
    return this.#reader.isBase64Encoded?.(this.#own) === true;
  }

  get rawBody(): Uint8Array | undefined {
    if (this.#rawBody === undefined) {
      const body = this.encodedBody;
      if (body !== undefined) this.#rawBody = decodeBytes(body, this.isEncoded);
    }
    return this.#rawBody;
  }

  /** The source's own idea of a body, where it is no matter of a content type. */
  get sourceValue(): { readonly value: unknown } | undefined {
    return this.#reader.value?.(this.#own, this);
  }

  get host(): string | undefined {
    return asText(this.#reader.host?.(this.#own, this));
  }

  get protocol(): string | undefined {
    return asText(this.#reader.protocol?.(this.#own, this));
  }

  get clientIp(): string | undefined {
    return asText(this.#reader.clientIp?.(this.#own, this));
  }

  get identity(): Identity {
    return (this.#identity ??= this.#reader.identity?.(this.#own) ?? noIdentity);
  }

  get requestId(): string | undefined {
    return asText(this.#reader.requestId?.(this.#own));
  }

  get traceId(): string | undefined {
    return this.header('x-amzn-trace-id');
  }

  get stage(): string | undefined {
    return asText(this.#reader.stage?.(this.#own));
  }

  get receivedAt(): number | undefined {
    const time = this.#reader.receivedAt?.(this.#own);
    return typeof time === 'number' && Number.isFinite(time) ? time : undefined;
  }

  toWebRequest(): Request {
    const { method, path, rawBody, host, protocol } = this;
    // What the client sent, whatever schemas have made of it.
    const sent = { queries: this.#allQueries, headers: this.#allHeaders };
    return toWebRequest({ method, path, rawBody, host, protocol, ...sent });
  }

  /** The members that mean the same on every source. */
  toJSON(): Record<string, unknown> {
    const members = emptyMap<unknown>();
    for (const name of memberNames) members[name] = this[name];
    return members;
  }

  /** From now on `body` is what `parse` makes of it, at the moment it is read. */
  parseBodyWith(parse: BodyParser): void {
    this.#parseBody = parse;
  }

  /** Puts a value in the place of a member, such as what a schema has made of it. */
  replace(member: SchemaMember, value: unknown): void {
    // Stryker disable next-line BooleanLiteral: what can be written can be replaced
    Object.defineProperty(this, member, ownMembers({ value, writable: true, configurable: true }));
  }

  /**
   * Refuses what no handler should see.
   *
   * @throws {@link HttpError} 400 for a method that is no token, 413 for a body above the limit.
   */
  check(): void {
    void this.method;
    const { bodyBytes } = this.#options.limits;
    const body = this.#reader.body(this.#own, this);
    if (typeof body === 'string' && isLonger(body, this.isEncoded, bodyBytes)) {
      throw new HttpError(413, `body is larger than ${bodyBytes} bytes`);
    }
  }

  // The names of payload format 1.0, for middlewares that read API Gateway's events.

  get version(): string {
    return '1.0';
  }

  get httpMethod(): string {
    return this.method;
  }

  get queryStringParameters(): TextMap {
    return this.#textQuery;
  }

  set queryStringParameters(query: TextMap) {
    this.#query = query;
  }

  get multiValueQueryStringParameters(): TextListMap {
    return this.#allQueries;
  }

  set multiValueQueryStringParameters(queries: TextListMap) {
    this.#queries = queries;
  }

  /** Encoded, as a middleware expects that decodes them. */
  get pathParameters(): TextMap {
    return (this.#pathParameters ??= encodeParams(this.#textParams));
  }

  /** A router sets what it found in the encoded path. */
  set pathParameters(params: TextMap) {
    this.#pathParameters = params;
    this.#params = decodeParams(params);
  }

  /** What the members are before a schema makes something else of them. */
  get #textParams(): TextMap {
    return (this.#params ??= this.#reader.params?.(this.#own) ?? emptyMap());
  }

  get #textQuery(): TextMap {
    return (this.#query ??= this.#reader.queries(this.#own, this, addLast));
  }

  get #allQueries(): TextListMap {
    return (this.#queries ??= this.#reader.queries(this.#own, this, addToList));
  }

  get #allHeaders(): TextMap {
    return limitHeaders(this.#readHeaders, this.#options.limits.headers);
  }

  get #readHeaders(): FoundHeaders {
    return (this.#foundHeaders ??= readHeaders(
      this.#reader.headers?.(this.#own) ?? emptyMap<never>(),
    ));
  }

  get #fullPath(): string {
    return withSlash(asText(this.#reader.fullPath(this.#own)));
  }

  /** What the event itself tells of a base path: its mount without the stage. */
  get #toldBasePath(): string {
    const mount = this.#mounted;
    // A base path that is called like the stage looks like it; only the option knows.
    if (mount === '' || mount === this.#options.basePath) return mount;
    // Stryker disable next-line ConditionalExpression: no mount is called `/undefined`
    const base = this.stage === undefined ? mount : unmount(mount, `/${this.stage}`);
    return base === '/' ? '' : base;
  }

  get #mounted(): string {
    return (this.#mount ??= this.#reader.mount?.(this.#own, this.#fullPath) ?? '');
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

const usualMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);

function checkMethod(method: unknown): string {
  if (typeof method === 'string') {
    // Stryker disable next-line ConditionalExpression: a shortcut
    if (usualMethods.has(method)) return method;
    if (token.test(method)) return method.toUpperCase();
  }
  throw new HttpError(400, 'method is not a token');
}

function withSlash(path = ''): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function encodeParams(params: TextMap): TextMap {
  const encoded = emptyMap<string>();
  for (const [name, value] of Object.entries(params)) {
    encoded[name] = encodeURIComponent(value.toWellFormed());
  }
  return encoded;
}
