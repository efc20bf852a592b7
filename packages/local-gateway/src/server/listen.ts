import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Exchange } from '../exchange.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import { createExchange } from './exchanges.ts';
import { createOpenResponses } from './open-responses.ts';
import { plainText } from './plain-text.ts';
import { ClientLeftError } from './read-body.ts';
import { headOf, receiveRequest, type Entrance } from './receive-request.ts';
import { sendResponse } from './send-response.ts';

/**
 * Answers one request, with `refused` when that is given: then the request has no body, and is only to be logged. Must not
 * throw, but if it does the client gets a 500 that says nothing.
 */
export type Respond = (
  request: HttpRequest,
  exchange: Exchange,
  refused?: FrontDoorResponse,
) => Promise<HttpResponse>;

/** What a front door is served with. */
export interface ListenOptions extends Entrance {
  /** `0` takes any free port. */
  readonly port: number;
  readonly respond: Respond;
  /** Told of errors that are this gateway's own fault. */
  readonly onError: (error: unknown) => void;
  readonly limits?: Partial<Limits>;
}

/** What one server puts up with. */
export interface Limits {
  /** Milliseconds for all headers: short enough that slow-header attacks end soon. @default 8000 */
  readonly headersTimeout: number;
  /** Milliseconds for headers and body. @default 60000 */
  readonly requestTimeout: number;
  /** Milliseconds in which a client must read something of a response. @default 30000 */
  readonly writeTimeout: number;
  /** Requests under way at a time. @default 500 */
  readonly maxRequests: number;
}

/** A loopback HTTP server. */
export interface Listener {
  readonly port: number;
  /** Stops accepting, lets running requests end for two seconds, then cuts what is left. */
  close(): Promise<void>;
  /** Stops accepting, and resolves when the last running request has ended. */
  drain(): Promise<void>;
}

/** Starts an HTTP server on IPv4 and IPv6 loopback; rejects with Node's own error (`EADDRINUSE` …) when it cannot. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const limits = { ...defaults, ...options.limits };
  const count = { requests: 0 };
  const first = createLoopbackServer(options, limits, count);
  const port = await start(first, options.port, '127.0.0.1');
  const servers = [first];
  // A browser may take `localhost` for either; who holds the other one would get this gateway's requests.
  const second = createLoopbackServer(options, limits, count);
  try {
    await start(second, port, '::1');
    servers.push(second);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (taken && options.port !== 0) {
      await close(first);
      throw error;
    }
  }
  return {
    port,
    async close() {
      await Promise.all(servers.map(close));
    },
    async drain() {
      await Promise.all(servers.map(drain));
    },
  };
}

const defaults: Limits = {
  headersTimeout: 8_000,
  requestTimeout: 60_000,
  writeTimeout: 30_000,
  maxRequests: 500,
};

function createLoopbackServer(
  options: ListenOptions,
  limits: Limits,
  count: { requests: number },
): Server {
  const { headersTimeout, requestTimeout } = limits;
  const openResponses = createOpenResponses();
  const server = createServer(
    {
      headersTimeout,
      requestTimeout,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.min(1_000, headersTimeout / 2),
    },
    (message, response) => {
      openResponses.add(response);
      count.requests += 1;
      const busy = count.requests > limits.maxRequests;
      answer(message, response, options, limits, busy)
        .catch((error: unknown) => {
          if (!(error instanceof ClientLeftError)) options.onError(error);
          // Without an answer the client would wait for ever.
          response.destroy();
        })
        .finally(() => (count.requests -= 1));
    },
  );
  // Counted by the guard instead: Node would drop what is above silently.
  server.maxHeadersCount = 0;
  server.on('upgrade', (message, socket) => {
    const refused = plainText(426, 'found an Upgrade, which nothing here serves');
    options.respond(headOf(message), exchangeOf(message), refused).catch(options.onError);
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    // The server has let go of it: nobody else would cut a client that does not hang up.
    const cut = setTimeout(() => socket.destroy(), maxHangUpMs);
    socket.once('close', () => clearTimeout(cut));
  });
  // Who asks before sending too much need not send it.
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    const length = Number(message.headers['content-length'] ?? 0);
    if (length <= options.bodyLimit) response.writeContinue();
    server.emit('request', message, response);
  });
  server.on('clientError', openResponses.onClientError);
  return server;
}

/** How long a client may take to hang up after a refused upgrade. */
const maxHangUpMs = 1_000;

/** Gives the port. */
async function start(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: true }, resolve);
  });
  const address = server.address();
  // Only a server on a pipe has no address object.
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  options: ListenOptions,
  { writeTimeout, maxRequests }: Limits,
  busy: boolean,
): Promise<void> {
  const exchange = exchangeOf(message);
  const head = headOf(message);
  const limit = busy ? maxRequests : undefined;
  const { body = head.body, refused } = await receiveRequest(message, head, options, limit);
  let answered: HttpResponse;
  try {
    answered = await options.respond({ ...head, body }, exchange, refused);
  } catch (error) {
    options.onError(error);
    const failed = plainText(500, 'the local gateway failed, its log says why');
    return sendResponse(response, failed, { writeTimeout, hangUp: true });
  }
  await sendResponse(response, answered, { writeTimeout, hangUp: refused !== undefined });
}

function exchangeOf(message: IncomingMessage): Exchange {
  return createExchange(message.socket.remoteAddress ?? '127.0.0.1');
}

async function close(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), 2_000);
  await drain(server);
  clearTimeout(cut);
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection that is kept must not bring another request.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearInterval(idle);
}
