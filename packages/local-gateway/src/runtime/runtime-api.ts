import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Outcome } from './outcome.ts';
import { answerError, answerOutcome, readOutcome } from './runtime-api-message.ts';

/**
 * Serves the Lambda Runtime API to one execution environment (RT-1..RT-12), on a loopback port of its own: a runtime is
 * told no more than host and port.
 */
export function startRuntimeApi(events: RuntimeEvents): Promise<RuntimeApi> {
  let state: RuntimeState = 'Started';
  let requestId: string | undefined;
  let waiting: ServerResponse | undefined;
  let delivery: Delivery | undefined;
  /** A `next` that came in one write with the result before it, whose body is still being read. */
  let pipelined: ServerResponse | undefined;
  /** Answers a result whose runtime has asked for more already: together with the next invocation, to wake it once. */
  let acknowledge: (() => void) | undefined;

  const server = createServer(serverOptions, (request, response) => {
    response.sendDate = false;
    request.on('error', ignore);
    response.on('error', ignore);
    const { method, url = '' } = request;
    const [, id, action] = invocationPath.exec(url) ?? [];
    if (!isRuntime(request))
      answerError(response, 403, 'Forbidden', 'only a runtime may call this');
    else if (method === 'GET' && url === nextPath) next(response);
    else if (method === 'POST' && url === initErrorPath) initError(request, response);
    else if (method === 'POST' && action === 'response') respond(request, response, id);
    else if (method === 'POST' && action === 'error') fail(request, response, id);
    else if (method === 'GET' && url.endsWith('/ping')) response.end('pong');
    else {
      const message = `found ${method} ${url}, expected a path of the Runtime API`;
      answerError(response, 404, 'NotFound', message);
    }
  });
  // A runtime waits in `next` for as long as nothing happens (RT-1).
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;

  function next(response: ServerResponse): void {
    if (state === 'InvocationResponse' || state === 'InvocationErrorResponse') {
      pipelined = response;
      return;
    }
    if (!mayBecome(response, 'Ready', state !== 'Running')) return;
    waiting = response;
    response.on('close', () => {
      if (waiting === response) waiting = undefined;
    });
    events.ready();
    handOver();
  }

  function handOver(): void {
    if (delivery === undefined || waiting === undefined) return;
    const { headers, payload } = delivery;
    requestId = headers['Lambda-Runtime-Aws-Request-Id'];
    state = 'Running';
    delivery = undefined;
    const response = waiting;
    waiting = undefined;
    acknowledge?.();
    acknowledge = undefined;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(payload),
      ...headers,
    });
    response.end(payload);
  }

  function respond(
    request: IncomingMessage,
    response: ServerResponse,
    id: string | undefined,
  ): void {
    if (!isCurrent(response, id)) return;
    const mode = request.headers['lambda-runtime-function-response-mode'];
    if (mode !== undefined && mode !== 'streaming') {
      answerError(response, 400, 'InvalidFunctionResponseMode', 'Invalid function response mode');
      return;
    }
    if (!mayBecome(response, 'InvocationResponse', state === 'Running')) return;
    if (mode === 'streaming' && events.streaming(request)) request.on('end', () => sent(response));
    else settle(request, response, 'response');
  }

  function fail(request: IncomingMessage, response: ServerResponse, id: string | undefined): void {
    if (!isCurrent(response, id)) return;
    if (mayBecome(response, 'InvocationErrorResponse', state === 'Running'))
      settle(request, response, 'error');
  }

  function settle(
    request: IncomingMessage,
    response: ServerResponse,
    kind: 'response' | 'error',
  ): void {
    readOutcome(request, kind, (outcome) => {
      events.settled(outcome);
      sent(response, outcome);
    });
  }

  function sent(response: ServerResponse, outcome: Outcome = streamed): void {
    state = 'ResponseSent';
    const following = pipelined;
    pipelined = undefined;
    if (following === undefined) answerOutcome(response, outcome);
    else {
      acknowledge = () => answerOutcome(response, outcome);
      next(following);
    }
  }

  function initError(request: IncomingMessage, response: ServerResponse): void {
    if (!mayBecome(response, 'InitError', state === 'Started')) return;
    readOutcome(request, 'init error', (outcome) => {
      answerOutcome(response, outcome);
      events.initFailed(outcome);
    });
  }

  /** RT-5. */
  function isCurrent(response: ServerResponse, id: string | undefined): boolean {
    const current = requestId !== undefined && id === encodeURIComponent(requestId);
    if (!current) answerError(response, 400, 'InvalidRequestID', 'Invalid request ID');
    return current;
  }

  /** RT-6. */
  function mayBecome(response: ServerResponse, target: RuntimeState, allowed: boolean): boolean {
    if (allowed) state = target;
    else {
      const message = `State transition from ${state} to ${target} failed for runtime. Error: State transition is not allowed`;
      answerError(response, 403, 'InvalidStateTransition', message);
    }
    return allowed;
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject).on('error', ignore);
      const address = server.address();
      resolve({
        address: `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`,
        deliver(invocation) {
          delivery = invocation;
          handOver();
        },
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

/** What the environment is told; none of these may throw. */
export interface RuntimeEvents {
  /** The runtime asked for its next invocation: it is initialised, or done with the last one. */
  ready(): void;
  /** The runtime gave a result or an error for the invocation that it has. */
  settled(outcome: Outcome): void;
  /** The runtime began to stream its response (RT-9). True: the body is being read to its end; false: collect it. */
  streaming(body: IncomingMessage): boolean;
  initFailed(outcome: Outcome): void;
}

/** One invocation on its way to the runtime (RT-2). */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

export interface RuntimeApi {
  /** `host:port` for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Answers `next`, now or as soon as the runtime asks. */
  deliver(delivery: Delivery): void;
  close(): void;
}

type RuntimeState =
  | 'Started'
  | 'InitError'
  | 'Ready'
  | 'Running'
  | 'InvocationResponse'
  | 'InvocationErrorResponse'
  | 'ResponseSent';

const serverOptions = {
  /** A runtime may send an X-Ray cause of up to 1 MiB in a header, with an error. */
  maxHeaderSize: 2 ** 20 + 2 ** 14,
  /** Half of all requests are a `next` without a body. */
  optimizeEmptyRequests: true,
};
const nextPath = '/2018-06-01/runtime/invocation/next';
const initErrorPath = '/2018-06-01/runtime/init/error';
const invocationPath = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/u;
const streamed: Outcome = { functionError: false, payload: '' };

/** A page in a browser can reach loopback ports too; it sends one of these, and no runtime does. */
function isRuntime({ headers, socket }: IncomingMessage): boolean {
  return (
    headers.origin === undefined &&
    headers['sec-fetch-site'] === undefined &&
    headers.host === `127.0.0.1:${socket.localPort}`
  );
}

function ignore(): void {
  // A connection that breaks belongs to a process that ends; that is reported elsewhere.
}
