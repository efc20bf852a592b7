import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome } from './outcome.ts';

/**
 * Serves the Lambda Runtime API to one execution environment (RT-1..RT-12) on a loopback port of its own, because a
 * runtime is told no more than host and port.
 */
export function startRuntimeApi(events: RuntimeEvents): Promise<RuntimeApi> {
  let state: RuntimeState = 'Started';
  let requestId: string | undefined;
  let waiting: ServerResponse | undefined;
  let delivery: Delivery | undefined;
  /** A `next` that came in one write with the result before it, whose body is still being read. */
  let pipelined: (() => void) | undefined;

  const server = createServer((request, response) => {
    response.sendDate = false;
    request.on('error', ignore);
    response.on('error', ignore);
    if (!isRuntime(request)) {
      reject(request, response, 403, 'Forbidden', 'only a runtime may call this');
      return;
    }
    const { method, url = '' } = request;
    if (method === 'GET' && url === nextPath) next(request, response);
    else if (method === 'POST' && url === initErrorPath) initError(request, response);
    else if (method === 'POST' && url.startsWith(invocationPrefix)) settle(request, response, url);
    else if (method === 'GET' && url.endsWith('/ping')) response.end('pong');
    else
      reject(
        request,
        response,
        404,
        'NotFound',
        `found ${method} ${url}, expected a path of the Runtime API`,
      );
  });
  // A runtime waits in `next` for as long as nothing happens (RT-1).
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;
  server.maxRequestsPerSocket = 0;
  server.on('connection', (socket) => socket.setNoDelay(true));

  function next(request: IncomingMessage, response: ServerResponse): void {
    if (state === 'Running') {
      wrongState(request, response, 'Ready');
      return;
    }
    if (state === 'InvocationResponse' || state === 'InvocationErrorResponse') {
      pipelined = () => next(request, response);
      return;
    }
    state = 'Ready';
    waiting = response;
    response.on('close', () => {
      if (waiting === response) waiting = undefined;
    });
    events.ready();
    handOver();
  }

  function handOver(): void {
    if (delivery === undefined || waiting === undefined) return;
    const response = waiting;
    const { headers, payload } = delivery;
    requestId = headers['Lambda-Runtime-Aws-Request-Id'];
    waiting = undefined;
    delivery = undefined;
    state = 'Running';
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(payload),
      ...headers,
    });
    response.end(payload);
  }

  function settle(request: IncomingMessage, response: ServerResponse, url: string): void {
    const end = url.indexOf('/', invocationPrefix.length);
    const id = decodeId(url.slice(invocationPrefix.length, end));
    const action = url.slice(end);
    if (end === -1 || (action !== '/response' && action !== '/error')) {
      reject(request, response, 404, 'NotFound', `found POST ${url}, expected /response or /error`);
      return;
    }
    if (id !== requestId) {
      reject(request, response, 400, 'InvalidRequestID', 'Invalid request ID');
      return;
    }
    const target = action === '/error' ? 'InvocationErrorResponse' : 'InvocationResponse';
    if (state !== 'Running') {
      wrongState(request, response, target);
      return;
    }
    const mode = request.headers['lambda-runtime-function-response-mode'];
    if (action === '/response' && mode !== undefined) {
      if (mode !== 'streaming') {
        reject(
          request,
          response,
          400,
          'InvalidFunctionResponseMode',
          'Invalid function response mode',
        );
        return;
      }
      state = target;
      request.on('end', () => {
        accept(response);
        responseSent();
      });
      events.streaming(request);
      return;
    }
    state = target;
    readBody(request, (body) => {
      if (body === undefined) {
        answerError(response, 413, 'RequestEntityTooLarge', tooLarge);
        events.settled({
          functionError: true,
          payload: responseSizeTooLarge,
          errorType: 'Function.ResponseSizeTooLarge',
        });
      } else {
        accept(response);
        events.settled(
          action === '/error'
            ? {
                functionError: true,
                payload: body,
                errorType: errorType(request, 'Function.Unknown'),
              }
            : { functionError: false, payload: body },
        );
      }
      responseSent();
    });
  }

  function responseSent(): void {
    state = 'ResponseSent';
    pipelined?.();
    pipelined = undefined;
  }

  function initError(request: IncomingMessage, response: ServerResponse): void {
    if (state !== 'Started') {
      wrongState(request, response, 'InitError');
      return;
    }
    state = 'InitError';
    readBody(request, (body) => {
      accept(response);
      events.initFailed({
        functionError: true,
        payload: body ?? responseSizeTooLarge,
        errorType: errorType(request, 'Runtime.Unknown'),
      });
    });
  }

  function wrongState(
    request: IncomingMessage,
    response: ServerResponse,
    target: RuntimeState,
  ): void {
    const message = `State transition from ${state} to ${target} failed for runtime. Error: State transition is not allowed`;
    reject(request, response, 403, 'InvalidStateTransition', message);
  }

  return new Promise((resolve, refuse) => {
    server.once('error', refuse);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', refuse);
      server.on('error', ignore);
      // Listening on TCP, so the address is no string.
      const { port } = server.address() as AddressInfo;
      resolve({
        address: `127.0.0.1:${port}`,
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

  function isRuntime({ headers, socket }: IncomingMessage): boolean {
    // A page in a browser can reach loopback ports too; no runtime sends these.
    return (
      headers.origin === undefined &&
      headers['sec-fetch-site'] === undefined &&
      headers.host === `127.0.0.1:${socket.localPort}`
    );
  }
}

/** What the environment is told; none of these may throw. */
export interface RuntimeEvents {
  /** The runtime asked for its next invocation: initialised, or done with the last one. */
  ready(): void;
  /** The runtime gave a result or an error for the invocation that it has. */
  settled(outcome: Outcome): void;
  /** The runtime began to stream its response; `body` must be read to its end (RT-9). */
  streaming(body: IncomingMessage): void;
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

const nextPath = '/2018-06-01/runtime/invocation/next';
const initErrorPath = '/2018-06-01/runtime/init/error';
const invocationPrefix = '/2018-06-01/runtime/invocation/';

/** RT-7: 6 MiB + 100. */
const maxResponseBytes = 6_291_556;
const tooLarge = `Exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
/** RT-17. */
const responseSizeTooLarge = JSON.stringify({
  errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
  errorType: 'Function.ResponseSizeTooLarge',
});

/** Reads to the end, also what is too large, as the connection goes on; gives `undefined` then. Says nothing when cut (RT-8). */
function readBody(request: IncomingMessage, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxResponseBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on('end', () => {
    if (size > maxResponseBytes) done(undefined);
    else done((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? '');
  });
}

function errorType(request: IncomingMessage, otherwise: string): string {
  const type = request.headers['lambda-runtime-function-error-type'];
  // RT-4: anything else becomes unknown.
  return typeof type === 'string' && /^(Runtime|Function)\.[A-Z]/u.test(type) ? type : otherwise;
}

function decodeId(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': 16 });
  response.end('{"status":"OK"}\n');
}

function reject(
  request: IncomingMessage,
  response: ServerResponse,
  statusCode: number,
  type: string,
  message: string,
): void {
  request.resume();
  answerError(response, statusCode, type, message);
}

function answerError(
  response: ServerResponse,
  statusCode: number,
  errorType: string,
  errorMessage: string,
): void {
  const body = JSON.stringify({ errorMessage, errorType });
  response.writeHead(statusCode, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

function ignore(): void {
  // A connection that breaks belongs to a process that ended; its exit is reported elsewhere.
}
