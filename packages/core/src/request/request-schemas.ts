import type { RequestFrom, SourceName, TextListMap, TextMap } from './request.ts';
import type { Reply } from '../reply/make-reply.ts';
import type { SchemaInput, StandardSchema } from './standard-schema.ts';

/** Schemas by the member of the request that they check; what they make of it is what the handler gets. */
export interface RequestSchemas<
  Body = unknown,
  Params = TextMap,
  Query = TextMap,
  Queries = TextListMap,
  Headers = TextMap,
  Cookies = TextMap,
  Response extends ResponseSchema | undefined = undefined,
> {
  readonly body?: StandardSchema<unknown, Body>;
  readonly params?: StandardSchema<unknown, Params>;
  /** Of the last value of each name. */
  readonly query?: StandardSchema<unknown, Query>;
  /** Of every value, as lists. */
  readonly queries?: StandardSchema<unknown, Queries>;
  readonly headers?: StandardSchema<unknown, Headers>;
  readonly cookies?: StandardSchema<unknown, Cookies>;
  /** Of what the handler returns: one schema, or one for each status. A reply that fails is a logged 500. */
  readonly response?: Response;
}

/** One schema for all replies, or one for each status. */
export type ResponseSchema = StandardSchema | Readonly<Record<number, StandardSchema>>;

/** The members that can have a schema. */
export type SchemaMember = 'body' | 'params' | 'query' | 'queries' | 'headers' | 'cookies';

/** A request whose members have the types that schemas gave them. */
export type TypedRequest<Body, Params, Query, Queries, Headers, Cookies> = {
  [Name in SourceName]: Omit<RequestFrom<Name>, SchemaMember> & {
    readonly body: Body;
    readonly params: Params;
    readonly query: Query;
    readonly queries: Queries;
    readonly headers: Headers;
    readonly cookies: Cookies;
  };
}[SourceName];

/** What a handler may return, by its response schema; without one anything that makes a reply. */
export type Returned<Response> = Response extends StandardSchema
  ? SchemaInput<Response> | Reply<SchemaInput<Response>>
  : Response extends Readonly<Record<number, StandardSchema>>
    ? SchemaInput<Response[keyof Response]> | Reply<SchemaInput<Response[keyof Response]>>
    : unknown;
