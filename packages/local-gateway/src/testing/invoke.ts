import type { Exchange } from '../exchange.ts';
import { frontDoorsByName, type FrontDoorName } from '../front-doors/front-doors.ts';
import { isPreflight, preflightResponse } from '../front-doors/cors.ts';
import { NotJsonError } from '../front-doors/lambda/event.ts';
import { restResponse } from '../front-doors/rest-api/response.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import { gatewayResponse } from '../mapping/gateway-response.ts';
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
  const event = buildOrRefuse(frontDoor, request, options);
  if (event instanceof NotJsonError) return refuseBody(event, request, testExchange(options));
  const { timeout = 3000, responseStreaming = isStreaming(handler) } = options;
  const streams = responseStreaming && frontDoorsByName[frontDoor].readStream !== undefined;
  const run = { timeout, responseStreaming: streams };
  const result = await runHandler(handler, event, testExchange(options), run);
  return streams
    ? readStreamed(frontDoor, result, request, options)
    : readInvocation(frontDoor, result, request, options);
}

/** The event; or, behind `lambda`, a {@link NotJsonError} that says why there is none, which a client gets to know, too. */
function buildOrRefuse<Name extends FrontDoorName>(
  frontDoor: Name,
  request: HttpRequest,
  options: InvokeOptions<Name>,
): unknown {
  try {
    return buildEvent(frontDoor, request, options);
  } catch (error) {
    if (error instanceof NotJsonError) return error;
    throw error;
  }
}

/** The 400 for a body that is no payload, with Lambda's text (REQ-9). */
function refuseBody(
  { message: reason, cause }: NotJsonError,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const why = cause instanceof Error ? cause.message : reason;
  const response = gatewayResponse('BAD_REQUEST_BODY', {
    message: `Could not parse request body into json: Could not parse payload into json: ${why}`,
    context: {},
  });
  return { ...restResponse(response, request, {}, exchange), reason };
}

const WITH_CORS: ReadonlySet<FrontDoorName> = new Set(['http-api', 'http-api-v1', 'function-url']);
