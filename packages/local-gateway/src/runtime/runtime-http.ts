import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Outcome } from './outcome.ts';
import { answerOutcome, readOutcome, refuse } from './runtime-api-message.ts';
import type { Delivery, ResultKind, RuntimeSession } from './runtime-session.ts';

/**
 * The Runtime API for whatever client speaks HTTP/1.1 (RT-1..RT-12). The server does not listen: it is given connections
 * by its `connection` event.
 */
export function createRuntimeHttp(session: RuntimeSession, events: HttpEvents): Server {
  const server = createServer(serverOptions, (request, response) => {
    response.sendDate = false;
    request.on('error', ignore);
    response.on('error', ignore);
    const { method, url = '' } = request;
    const [, id, action] = invocationPath.exec(url) ?? [];
    if (!isRuntime(request)) refuse(response, forbidden);
    else if (method === 'GET' && url === nextPath) next(response);
    else if (method === 'POST' && url === initErrorPath) initError(request, response);
    else if (method === 'POST' && action === 'response') respond(request, response, id);
    else if (method === 'POST' && action === 'error') settle(request, response, id, action);
    else if (method === 'GET' && url.endsWith('/ping')) response.end('pong');
    else {
      const errorMessage = `found ${method} ${url}, expected a path of the Runtime API`;
      refuse(response, { statusCode: 404, errorType: 'NotFound', errorMessage });
    }
  });
  // A runtime waits in `next` for as long as nothing happens (RT-1).
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;
  return server;

  function next(response: ServerResponse): void {
    const reply = ({ headers, payload }: Delivery) => {
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(payload),
        ...headers,
      });
      response.end(payload);
    };
    response.on('close', () => session.leave(reply));
    const refused = session.next(reply);
    if (refused !== undefined) refuse(response, refused);
  }

  function respond(
    request: IncomingMessage,
    response: ServerResponse,
    id: string | undefined,
  ): void {
    const mode = request.headers['lambda-runtime-function-response-mode'];
    if (mode === undefined) settle(request, response, id, 'response');
    else if (mode === 'streaming') stream(request, response, id);
    else refuse(response, invalidMode);
  }

  function stream(
    request: IncomingMessage,
    response: ServerResponse,
    id: string | undefined,
  ): void {
    const refused = session.begin(id, 'response');
    if (refused !== undefined) refuse(response, refused);
    else if (events.streaming(request)) {
      request.on('end', () => {
        answerOutcome(response, streamed);
        session.sent();
      });
    } else collect(request, response, 'response');
  }

  function settle(
    request: IncomingMessage,
    response: ServerResponse,
    id: string | undefined,
    kind: ResultKind,
  ): void {
    const refused = session.begin(id, kind);
    if (refused === undefined) collect(request, response, kind);
    else refuse(response, refused);
  }

  function collect(request: IncomingMessage, response: ServerResponse, kind: ResultKind): void {
    readOutcome(request, kind, (outcome) => {
      answerOutcome(response, outcome);
      session.settle(outcome);
    });
  }

  function initError(request: IncomingMessage, response: ServerResponse): void {
    const refused = session.beginInitError();
    if (refused !== undefined) {
      refuse(response, refused);
      return;
    }
    readOutcome(request, 'init error', (outcome) => {
      answerOutcome(response, outcome);
      events.initFailed(outcome);
    });
  }
}

/** What only comes by HTTP; none of these may throw. */
export interface HttpEvents {
  /** The runtime began to stream its response (RT-9). True: the body is being read to its end; false: collect it. */
  streaming(body: IncomingMessage): boolean;
  initFailed(outcome: Outcome): void;
}

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
const forbidden = {
  statusCode: 403,
  errorType: 'Forbidden',
  errorMessage: 'only a runtime may call this',
};
const invalidMode = {
  statusCode: 400,
  errorType: 'InvalidFunctionResponseMode',
  errorMessage: 'Invalid function response mode',
};

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
