import type { FrontDoorName } from '../front-doors/front-doors.ts';
import { isPreflight, preflightResponse } from '../front-doors/cors.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import { buildEvent } from './build-event.ts';
import { readBody, toHttpRequest } from './http-request.ts';
import { errorOf, resultOf } from './invocation.ts';
import type { FrontDoorOptions } from './options.ts';
import { readInvocation } from './read-result.ts';
import { testContext } from './test-context.ts';
import { testExchange } from './test-exchange.ts';
import { toWebResponse } from './web-response.ts';

/** A handler of any event; it gets the event and a context. */
export type TestHandler = (...args: never[]) => unknown;

/** Where {@link invoke} lets the request arrive. */
export interface InvokeOptions<
  Name extends FrontDoorName = FrontDoorName,
> extends FrontDoorOptions<Name> {
  readonly frontDoor: Name;
  /** What `context.getRemainingTimeInMillis()` starts at, in milliseconds; nothing is stopped. @default 3000 */
  readonly timeout?: number;
}

/**
 * Calls a handler through a front door, without socket or process, and gives the response that a client would
 * get: a thrown error or a malformed result is what the front door makes of it, and `reasonOf` says why.
 *
 * @example
 * ```ts
 * const response = await invoke(handler, new Request('https://api.test/hello?name=Ada'), { frontDoor: 'http-api' });
 * ```
 */
export async function invoke<Name extends FrontDoorName>(
  handler: TestHandler,
  request: Request,
  options: InvokeOptions<Name>,
): Promise<Response> {
  const plain = toHttpRequest(request, await readBody(request));
  return toWebResponse(await respond(handler, plain, options));
}

async function respond<Name extends FrontDoorName>(
  handler: TestHandler,
  request: HttpRequest,
  options: InvokeOptions<Name>,
): Promise<FrontDoorResponse> {
  const { frontDoor, cors } = options;
  // A front door with a CORS configuration does not ask the function (HTTP2-39).
  if (cors && isPreflight(request) && WITH_CORS.has(frontDoor)) {
    return preflightResponse(request, cors);
  }
  const event = buildEvent(frontDoor, request, options);
  return readInvocation(frontDoor, await run(handler, event, options), request, options);
}

const WITH_CORS: ReadonlySet<FrontDoorName> = new Set(['http-api', 'http-api-v1', 'function-url']);

async function run(
  handler: TestHandler,
  event: unknown,
  { timeout = 3000, ...options }: InvokeOptions,
): Promise<InvocationResult> {
  const exchange = testExchange(options);
  try {
    // Whatever event a handler declares, the front door has just built one of it.
    const returned: unknown = Reflect.apply(handler, undefined, [
      event,
      testContext(exchange, timeout),
    ]);
    return resultOf(await returned, exchange);
  } catch (error) {
    return errorOf(error, exchange);
  }
}
