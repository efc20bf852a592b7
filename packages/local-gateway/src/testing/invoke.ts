import { frontDoorsByName, type FrontDoorName } from '../front-doors/front-doors.ts';
import { isPreflight, preflightResponse } from '../front-doors/cors.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import { buildEvent } from './build-event.ts';
import { readBody, toHttpRequest } from './http-request.ts';
import type { FrontDoorOptions } from './options.ts';
import { readInvocation, readStreamed } from './read-result.ts';
import { isStreaming } from '../runtime/bootstrap/aws-lambda.ts';
import { runHandler, type TestHandler } from './run-handler.ts';
import { testExchange } from './test-exchange.ts';
import { toWebResponse } from './web-response.ts';

/** Where {@link invoke} lets the request arrive. */
export interface InvokeOptions<
  Name extends FrontDoorName = FrontDoorName,
> extends FrontDoorOptions<Name> {
  readonly frontDoor: Name;
  /** What `context.getRemainingTimeInMillis()` starts at, in milliseconds; nothing is stopped. @default 3000 */
  readonly timeout?: number;
  /**
   * Whether the front door streams: a function URL with `RESPONSE_STREAM`, a REST API with `STREAM`. No other one can.
   * @default true for a handler of `awslambda.streamifyResponse`
   */
  readonly responseStreaming?: boolean;
}

/**
 * Calls a handler through a front door, without socket or process, and gives the response that a client would
 * get: a thrown error or a malformed result is what the front door makes of it, and `reasonOf` says why. What a streaming
 * handler writes can be read while it runs; its body fails when the handler fails midway (STRM-13).
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
  const { timeout = 3000, responseStreaming = isStreaming(handler) } = options;
  const streams = responseStreaming && frontDoorsByName[frontDoor].readStream !== undefined;
  const run = { timeout, responseStreaming: streams };
  const result = await runHandler(handler, event, testExchange(options), run);
  return streams
    ? readStreamed(frontDoor, result, request, options)
    : readInvocation(frontDoor, result, request, options);
}

const WITH_CORS: ReadonlySet<FrontDoorName> = new Set(['http-api', 'http-api-v1', 'function-url']);
