import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The responses that are still to leave on each connection of a server. */
export interface OpenResponses {
  add(response: ServerResponse): void;
  /**
   * Answers what is no HTTP, or comes too slowly, in one line behind the responses to the requests before it, and hangs
   * up; nothing of it is logged (GW-09).
   */
  readonly onClientError: (error: Error & { readonly code?: string }, socket: Duplex) => void;
}

/** Keeps track of responses, so that no answer takes the place of another one's (GW-05, GW-17). */
export function createOpenResponses(): OpenResponses {
  const open = new WeakMap<Duplex, Set<ServerResponse>>();
  return {
    add(response) {
      // A response that waits for its turn has no socket of its own yet.
      const { socket } = response.req;
      const own = open.get(socket) ?? new Set();
      open.set(socket, own.add(response));
      response.once('close', () => own.delete(response));
    },
    onClientError(error, socket) {
      const own = [...(open.get(socket) ?? [])];
      let waiting = own.length;
      const refuse = () => answerClientError(error, socket);
      if (waiting === 0) return refuse();
      for (const response of own) {
        // A request that the client broke off has this answer, unless it had one before its end.
        if (!response.req.complete) return response.headersSent ? void socket.end() : refuse();
        response.once('close', () => {
          waiting -= 1;
          if (waiting === 0) refuse();
        });
      }
    },
  };
}

function answerClientError(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = statusLines[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const statusLines: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};
