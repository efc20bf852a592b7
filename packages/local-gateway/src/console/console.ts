import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';

import { readAssets } from './assets.ts';
import { consoleApi } from './console-api.ts';
import type { ConsoleSource } from './console-source.ts';
import { createEventHub } from './event-hub.ts';
import type { Recorder } from './recorder.ts';
import { serveConsole, type ConsoleParts } from './serve-console.ts';

export interface ConsoleOptions {
  readonly gateway: ConsoleSource;
  /** What the gateway has logged and goes on to. */
  readonly recorder: Recorder;
  /**
   * When it is taken, any free one is.
   * @default 0: any free one
   */
  readonly port?: number;
  /** Told of errors that are the console's own fault. */
  readonly onError?: (error: unknown) => void;
}

/** A console that is being served. */
export interface Console {
  /** `http://localhost:3900/` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the web console of a gateway on a loopback port of its own.
 *
 * @example
 * const recorder = createRecorder();
 * const gateway = await startGateway({ path: 'apps/echo', log: recorder.log });
 * const console = await startConsole({ gateway, recorder });
 */
export async function startConsole({
  gateway,
  recorder,
  port = 0,
  onError = () => {},
}: ConsoleOptions): Promise<Console> {
  const events = createEventHub(recorder);
  const token = randomBytes(32).toString('hex');
  const server = createServer({ headersTimeout: 8_000, requestTimeout: 60_000 });
  const actual = await listenOn(server, port);
  const parts: ConsoleParts = {
    guard: { port: actual, token },
    assets: readAssets(token),
    api: consoleApi({ gateway, recorder }, events),
    events,
  };
  server.on('request', (message, response) => {
    serveConsole(message, response, parts).catch((error: unknown) => {
      onError(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (_message, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return {
    url: `http://localhost:${actual}/`,
    async close() {
      events.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Loopback only, whatever the port. */
async function listenOn(server: Server, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    if (port === 0) throw error;
    return listenOn(server, 0);
  }
  const address = server.address();
  // Only a server on a pipe has no address object.
  return typeof address === 'object' && address !== null ? address.port : port;
}
