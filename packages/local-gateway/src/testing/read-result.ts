import { frontDoorsByName, type FrontDoorName } from '../front-doors/front-doors.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import { toHttpRequest } from './http-request.ts';
import { resultOf } from './invocation.ts';
import type { FrontDoorOptions } from './options.ts';
import { placeRequest, type Placement } from './placement.ts';
import { testExchange } from './test-exchange.ts';

/**
 * The response AWS would send for what a handler returned, with `reason` when it is an error of the gateway.
 * Of the request only method and headers matter.
 *
 * @example
 * ```ts
 * const { statusCode, reason } = readResult('rest-api', { cookies: [] }, request); // 502, unknown key "cookies" …
 * ```
 */
export function readResult<Name extends FrontDoorName>(
  frontDoor: Name,
  result: unknown,
  request: HttpRequest | Request,
  options: FrontDoorOptions<Name> = {},
): FrontDoorResponse {
  return readInvocation(frontDoor, resultOf(result, testExchange(options)), request, options);
}

/** The same for an invocation that may have failed. */
export function readInvocation<Name extends FrontDoorName>(
  frontDoor: Name,
  result: InvocationResult,
  request: HttpRequest | Request,
  options: FrontDoorOptions<Name>,
): FrontDoorResponse {
  const { readResult: read } = frontDoorsByName[frontDoor];
  const placed = place(frontDoor, request, options);
  return read(result, placed.request, placed.route, testExchange(options));
}

/** The same for a front door that streams. */
export async function readStreamed<Name extends FrontDoorName>(
  frontDoor: Name,
  result: InvocationResult,
  request: HttpRequest | Request,
  options: FrontDoorOptions<Name>,
): Promise<FrontDoorResponse> {
  const { readStream: read } = frontDoorsByName[frontDoor];
  const placed = place(frontDoor, request, options);
  return read === undefined
    ? readInvocation(frontDoor, result, request, options)
    : read(result, placed.request, placed.route, testExchange(options));
}

function place<Name extends FrontDoorName>(
  frontDoor: Name,
  request: HttpRequest | Request,
  options: FrontDoorOptions<Name>,
): Placement<Name> {
  const plain = request instanceof Request ? toHttpRequest(request, new Uint8Array(0)) : request;
  return placeRequest(frontDoor, plain, options);
}
