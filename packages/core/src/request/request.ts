import type {
  ALBEvent,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayEventIdentity,
  APIGatewayProxyWebsocketEventV2,
} from 'aws-lambda';

import type { Identity } from './identity.ts';
import type { VpcLatticeEvent, VpcLatticeEventV1 } from './lattice-event.ts';

/** The event of each source, by the source's name. */
export interface SourceEvents {
  readonly 'rest-api': APIGatewayProxyEvent;
  readonly 'http-api': APIGatewayProxyEventV2;
  readonly 'http-api-v1': APIGatewayProxyEvent & { readonly version: '1.0' };
  readonly 'function-url': APIGatewayProxyEventV2;
  readonly alb: ALBEvent;
  readonly 'vpc-lattice': VpcLatticeEvent;
  readonly 'vpc-lattice-v1': VpcLatticeEventV1;
  readonly websocket: WebsocketEvent;
  readonly lambda: unknown;
}

/** The event of a WebSocket API; only the one that opens a connection has headers and a query (WS-3, WS-4). */
export interface WebsocketEvent
  extends
    Omit<APIGatewayProxyWebsocketEventV2, 'requestContext'>,
    Partial<Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>> {
  readonly requestContext: APIGatewayProxyWebsocketEventV2['requestContext'] & {
    readonly identity?: Partial<APIGatewayEventIdentity>;
  };
}

/** The name of a front door. */
export type SourceName = keyof SourceEvents;

/** Text values by name, without a prototype. */
export type TextMap = Readonly<Record<string, string>>;

/** Lists of text values by name, without a prototype. */
export type TextListMap = Readonly<Record<string, readonly string[]>>;

/** The members that mean the same on every source. */
export interface RequestMembers {
  /** Upper case. */
  readonly method: string;
  /** Percent-encoded as the client sent it; starts with `/`, without stage and base path. */
  readonly path: string;
  /** The matched template, such as `/users/{id}`. */
  readonly route: string | undefined;
  /** Path parameters, decoded once. */
  readonly params: TextMap;
  /** Query values, decoded once, the last value of each name. */
  readonly query: TextMap;
  /** Query values, decoded once, every value in order. */
  readonly queries: TextListMap;
  /** Header values by lower-case name; several values are joined with `, ` (`cookie`: `; `). */
  readonly headers: TextMap;
  /** Cookies by name; the first wins; decoded when valid. */
  readonly cookies: TextMap;
  /** The body by content type: JSON value, form record, text, `Uint8Array`, `undefined` when empty. */
  readonly body: unknown;
  /** The exact bytes of the body. */
  readonly rawBody: Uint8Array | undefined;
  /** The host as the front door reports it; never use it to build a path. */
  readonly host: string | undefined;
  /** The protocol as the front door reports it: `https`, `http`, `wss`. */
  readonly protocol: string | undefined;
  /** The client's address; no header that the client sends can change it. */
  readonly clientIp: string | undefined;
  /** Who the front door says is calling. */
  readonly identity: Identity;
  readonly requestId: string | undefined;
  /** The X-Ray trace header. */
  readonly traceId: string | undefined;
  readonly stage: string | undefined;
  /** The base path that was taken off `path`, such as `/v2`; empty when there is none. */
  readonly basePath: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number | undefined;
  /**
   * A web `Request` of the same content, built only when asked for.
   *
   * @throws `HttpError` 400 for a method that no web request can have, such as `TRACE`.
   */
  toWebRequest(): Request;
}

/** A request from one source. */
export interface RequestFrom<Name extends SourceName> extends RequestMembers {
  /** The front door; narrows `event`. */
  readonly source: Name;
  /** Exactly what Lambda delivered, untouched. */
  readonly event: SourceEvents[Name];
}

/** One request, the same on every source; `source` narrows `event`. */
export type ProxyRequest = { [Name in SourceName]: RequestFrom<Name> }[SourceName];
