import { createServer, type Socket } from 'node:net';
import { serveConnection } from './runtime-connection.ts';
import { createRuntimeHttp, type HttpEvents } from './runtime-http.ts';
import { createRuntimeSession, type Delivery, type SessionEvents } from './runtime-session.ts';

/**
 * Serves the Lambda Runtime API to one execution environment (RT-1..RT-12), on a loopback port of its own: a runtime is
 * told no more than host and port.
 */
export function startRuntimeApi(events: RuntimeEvents): Promise<RuntimeApi> {
  const session = createRuntimeSession(events);
  const http = createRuntimeHttp(session, events);
  const connections = new Set<Socket>();
  let address = '';
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections.add(socket);
    socket.on('error', ignore).on('close', () => connections.delete(socket));
    serveConnection(socket, address, session, (other) => http.emit('connection', other));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject).on('error', ignore);
      const bound = server.address();
      address = `127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : ''}`;
      resolve({
        address,
        deliver: session.deliver,
        close() {
          server.close();
          for (const socket of connections) socket.destroy();
        },
      });
    });
  });
}

/** What the environment is told; none of these may throw. */
export interface RuntimeEvents extends SessionEvents, HttpEvents {}

export interface RuntimeApi {
  /** `host:port` for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Answers `next`, now or as soon as the runtime asks. */
  deliver(delivery: Delivery): void;
  close(): void;
}

function ignore(): void {
  // A connection that breaks belongs to a process that ends; that is reported elsewhere.
}
