import type { Exchange } from '../exchange.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';

/**
 * One way into a function: how its event is built and how its result is read, without a socket.
 * `Route` is what the model knows about the place that a request reached, `Event` is what Lambda delivers.
 */
export interface FrontDoor<Route, Event> {
  /** The event AWS would deliver for this request. */
  readonly buildEvent: (request: HttpRequest, route: Route, exchange: Exchange) => Event;
  /** The response AWS would send for this result, with `reason` where AWS refuses it. */
  readonly readResult: (
    result: InvocationResult,
    request: HttpRequest,
    route: Route,
    exchange: Exchange,
  ) => FrontDoorResponse;
  /** The same where the front door streams, as only some can. */
  readonly readStream?: (
    result: InvocationResult,
    request: HttpRequest,
    route: Route,
    exchange: Exchange,
  ) => Promise<FrontDoorResponse>;
}
