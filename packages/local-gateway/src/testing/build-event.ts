import {
  frontDoorsByName,
  type FrontDoorEvents,
  type FrontDoorName,
} from '../front-doors/front-doors.ts';
import type { HttpRequest } from '../http.ts';
import { readBody, toHttpRequest } from './http-request.ts';
import type { FrontDoorOptions } from './options.ts';
import { placeRequest } from './placement.ts';
import { testExchange } from './test-exchange.ts';

/**
 * The event AWS would deliver for a request, as fresh data that a test may change. The path of the request is
 * the one inside the API: a stage or base path comes from the options. A web `Request` gives a promise, as
 * its body has to be read.
 *
 * @example
 * ```ts
 * const event = await buildEvent('http-api', new Request('https://api.test/users/1'), { route: '/users/{id}' });
 * ```
 * @throws TypeError when the path does not fit the route, or the body is no JSON behind `lambda`.
 */
export function buildEvent<Name extends FrontDoorName>(
  frontDoor: Name,
  request: HttpRequest,
  options?: FrontDoorOptions<Name>,
): Fresh<FrontDoorEvents[Name]>;
export function buildEvent<Name extends FrontDoorName>(
  frontDoor: Name,
  request: Request,
  options?: FrontDoorOptions<Name>,
): Promise<Fresh<FrontDoorEvents[Name]>>;
export function buildEvent<Name extends FrontDoorName>(
  frontDoor: Name,
  request: HttpRequest | Request,
  options: FrontDoorOptions<Name> = {},
): unknown {
  return request instanceof Request
    ? readBody(request).then((body) => buildFrom(frontDoor, toHttpRequest(request, body), options))
    : buildFrom(frontDoor, request, options);
}

/** Nothing else holds it, so a test may write to it. */
type Fresh<Value> = Value extends readonly (infer Item)[]
  ? Fresh<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Fresh<Value[Key]> }
    : Value;

function buildFrom<Name extends FrontDoorName>(
  frontDoor: Name,
  request: HttpRequest,
  options: FrontDoorOptions<Name>,
): FrontDoorEvents[Name] {
  const placed = placeRequest(frontDoor, request, options);
  const exchange = testExchange(options);
  const { buildEvent: build } = frontDoorsByName[frontDoor];
  return structuredClone(build(placed.request, placed.route, exchange));
}
