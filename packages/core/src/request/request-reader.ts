import type { Identity } from './identity.ts';
import type { LazyRequest } from './lazy-request.ts';
import type { HeaderMaps } from './read-headers.ts';
import type { AddValue } from './read-queries.ts';
import type { SourceEvents, SourceName, TextMap } from './request.ts';

/**
 * How one source reads each member of a request from its event. A function is called when its member is asked for; the
 * event has nothing but own members then, yet any of them may be of a type that AWS would not send.
 */
export interface RequestReader<Name extends SourceName> {
  readonly source: Name;
  method(event: SourceEvents[Name]): unknown;
  /** Percent-encoded, with stage and base path. */
  fullPath(event: SourceEvents[Name]): unknown;
  /** The part of `fullPath` that is no part of `path`: base path and stage. */
  mount?(event: SourceEvents[Name], fullPath: string): string;
  route?(event: SourceEvents[Name]): string | undefined;
  params?(event: SourceEvents[Name]): TextMap;
  /** Query values, kept as `add` does. */
  queries<Value>(
    event: SourceEvents[Name],
    request: LazyRequest,
    add: AddValue<Value>,
  ): Record<string, Value>;
  /** None, for sources whose events have no headers. */
  headers?(event: SourceEvents[Name]): HeaderMaps;
  /** The body as the event carries it: text, base64, or nothing. */
  body(event: SourceEvents[Name], request: LazyRequest): unknown;
  isBase64Encoded?(event: SourceEvents[Name]): unknown;
  /** The parsed body, for sources where it is no matter of a content type. */
  value?(event: SourceEvents[Name], request: LazyRequest): { readonly value: unknown } | undefined;
  host?(event: SourceEvents[Name], request: LazyRequest): unknown;
  protocol?(event: SourceEvents[Name], request: LazyRequest): unknown;
  clientIp?(event: SourceEvents[Name], request: LazyRequest): unknown;
  identity?(event: SourceEvents[Name]): Identity;
  requestId?(event: SourceEvents[Name]): unknown;
  stage?(event: SourceEvents[Name]): unknown;
  /** Epoch milliseconds. */
  receivedAt?(event: SourceEvents[Name]): unknown;
}
