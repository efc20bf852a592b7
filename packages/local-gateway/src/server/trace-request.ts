import { functionNameOf } from '../assembly/physical-names.ts';
import { adviceFor } from '../advice/advice.ts';
import { readPayload } from '../front-doors/payload.ts';
import type { Exchange } from '../exchange.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { Trace, TracedInvocation, TracedRoute } from '../trace.ts';
import type { InvokeFunction } from './functions.ts';

/** Runs functions for one request and keeps what there is to tell about it. */
export interface Tracer {
  /** Runs the function that serves the request. */
  readonly invoke: InvokeFunction;
  /** Runs a Lambda authorizer. */
  readonly invokeAuthorizer: InvokeFunction;
  readonly note: (text: string) => void;
}

/** What a front door made of a request. */
export interface Answer {
  readonly response: FrontDoorResponse;
  /** Absent when nothing serves the request. */
  readonly route?: TracedRoute;
}

/** Follows one request through a front door, and logs its trace when the answer, streamed or not, is complete. */
export async function traceRequest(
  api: Pick<Trace, 'frontDoor' | 'stack' | 'environment' | 'api' | 'apiId'>,
  request: HttpRequest,
  exchange: Exchange,
  invokeFunction: InvokeFunction,
  log: Log,
  respond: (tracer: Tracer) => Answer | Promise<Answer>,
): Promise<HttpResponse> {
  const start = performance.now();
  const notes: string[] = [];
  let served: TracedInvocation | undefined;
  let authorizer: TracedInvocation | undefined;

  const { response, route } = await respond({
    note: (text) => notes.push(text),
    async invoke(arn, payload, options) {
      served = { functionName: functionNameOf(arn), payload };
      const invocation = await invokeFunction(arn, payload, options);
      served = { ...served, invocation };
      return invocation;
    },
    async invokeAuthorizer(arn, payload, options) {
      authorizer = { functionName: functionNameOf(arn), payload };
      const invocation = await invokeFunction(arn, payload, options);
      authorizer = { ...authorizer, invocation };
      return invocation;
    },
  });

  function tell(invocation: InvocationResult | undefined): void {
    const { reason } = response;
    const advice = reason === undefined ? undefined : adviceFor(api.frontDoor, reason);
    const trace: Trace = {
      ...api,
      exchange,
      request,
      response,
      durationMs: performance.now() - start,
      // Which function it is may be known only with the stage.
      ...(route && { route: { ...(served && { functionName: served.functionName }), ...route } }),
      ...(served && { payload: served.payload }),
      ...(invocation && { invocation }),
      ...(authorizer && { authorizer }),
      ...(notes.length > 0 && { notes }),
      ...(advice && { advice }),
    };
    log({ kind: 'request', trace });
  }

  const invocation = served?.invocation;
  if (response.stream === undefined) {
    tell(invocation);
    return response;
  }
  return {
    ...response,
    stream: following(response.stream, async () => {
      const completed = await ended(invocation);
      const payload = completed?.functionError ? readPayload(completed) : undefined;
      // Its status has left already (STRM-13).
      if (payload?.ok === false) notes.push(`the stream was cut off: ${payload.reason}`);
      tell(completed);
    }),
  };
}

async function ended(
  invocation: InvocationResult | undefined,
): Promise<InvocationResult | undefined> {
  return invocation?.stream ? invocation.stream.completed : invocation;
}

async function* following(
  chunks: AsyncIterable<Uint8Array>,
  end: () => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } finally {
    // A client that leaves does not wait for the function.
    void end();
  }
}
