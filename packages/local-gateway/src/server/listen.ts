import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Exchange } from '../exchange.ts';
import type { HeaderLine, HttpRequest, HttpResponse } from '../http.ts';
import { createExchange } from './exchanges.ts';
import { readBody, tooLarge } from './read-body.ts';
import { toHeaderLines } from './raw-headers.ts';
import { refuseRequest } from './request-guard.ts';

/** Answers one request; must not throw, but if it does the client gets a 500 that says nothing. */
export type Respond = (request: HttpRequest, exchange: Exchange) => Promise<HttpResponse>;

export interface ListenOptions {
  /** `0` takes any free port. */
  readonly port: number;
  /** Bytes of body a request may have (GW-27). */
  readonly bodyLimit: number;
  /** What the front door answers above {@link bodyLimit}. */
  readonly bodyTooLarge: HttpResponse;
  readonly respond: Respond;
  /** Hosts that requests may name besides those of this machine. @default none */
  readonly allowsHost?: (host: string) => boolean;
  /** Told of errors that are this gateway's own fault. */
  readonly onError: (error: unknown) => void;
}

/** A loopback HTTP server. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts an HTTP server on loopback; rejects with Node's own error (`EADDRINUSE` …) when it cannot. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const server = createServer(
    // Short enough that slow-header attacks end soon, long enough for a person with `telnet`.
    {
      headersTimeout: 8_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
    },
    (message, response) => void answer(message, response, options).catch(options.onError),
  );
  server.on('upgrade', (_message, socket) => {
    socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  // Only a server on a pipe has no address object.
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { port, close: () => close(server) };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  { bodyLimit, bodyTooLarge, respond, allowsHost, onError }: ListenOptions,
): Promise<void> {
  const exchange = createExchange(message.socket.remoteAddress ?? '127.0.0.1');
  const head = {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers: toHeaderLines(message.rawHeaders),
    body: new Uint8Array(),
  };
  const refusal = refuseRequest(head, message.httpVersion, allowsHost);
  if (refusal !== undefined)
    return send(response, plainText(refusal.statusCode, refusal.message), true);

  const body = await readBody(message, bodyLimit);
  if (body === tooLarge) return send(response, bodyTooLarge, true);
  try {
    await send(response, await respond({ ...head, body }, exchange));
  } catch (error) {
    onError(error);
    if (response.headersSent) response.destroy();
    else await send(response, plainText(500, 'the local gateway failed, its log says why'), true);
  }
}

/** Writes a response with its header lines in their order and spelling; `hangUp` also closes the connection. */
async function send(
  response: ServerResponse,
  { statusCode, headers, body, stream }: HttpResponse,
  hangUp = false,
): Promise<void> {
  if (response.destroyed) return;
  response.sendDate = !headers.some(([name]) => name.toLowerCase() === 'date');
  response.shouldKeepAlive &&= !hangUp;
  response.writeHead(statusCode, headers.flat());
  if (stream !== undefined) return sendStream(response, stream);
  response.end(body);
  if (hangUp) response.req.resume();
}

/** Sends chunks as they come, no faster than the client reads; a failure midway cuts the connection (STRM-13). */
async function sendStream(
  response: ServerResponse,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  response.flushHeaders();
  try {
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await writable(response);
    }
    response.end();
  } catch {
    // Its trace says why.
    response.destroy();
  }
}

/** Resolves when the client has read on, or has left. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function settle(): void {
      response.off('drain', settle).off('close', settle);
      resolve();
    }
    response.on('drain', settle).on('close', settle);
  });
}

function plainText(statusCode: number, message: string): HttpResponse {
  const body = new TextEncoder().encode(`${message}\n`);
  const headers: readonly HeaderLine[] = [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Length', String(body.length)],
  ];
  return { statusCode, headers, body };
}

/** Stops accepting, lets running requests end for two seconds, then cuts what is left. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 2_000);
  await closed;
  clearTimeout(cut);
}
