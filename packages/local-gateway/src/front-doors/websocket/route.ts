import type { JsonObject } from '../json.ts';

/** What is known about the connection of a WebSocket API and the route that an event of it takes. */
export interface WebSocketRoute {
  readonly apiId: string;
  readonly stage: string;
  /** `$connect`, `$disconnect`, `$default` or a key that messages select (WS-1). */
  readonly routeKey: string;
  readonly domainName: string;
  readonly connectionId: string;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
  /** What the client said when it connected; later events have no headers to take it from. */
  readonly userAgent?: string;
  /** Of a message. @default the extended request id */
  readonly messageId?: string;
  /** Of `$disconnect` (WS-5). @default 1005 */
  readonly disconnectStatusCode?: number;
  /** @default 'Client-side close frame status not set' */
  readonly disconnectReason?: string;
  readonly authorizer?: JsonObject;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** Whether the `body` of a message's result goes back to the client (WS-9). @default false */
  readonly routeResponse?: boolean;
}
