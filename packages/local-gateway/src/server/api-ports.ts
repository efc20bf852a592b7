import type { ServedApi } from '../endpoints.ts';
import type { ApiServer } from './api-server.ts';
import { listen, type Listener } from './listen.ts';
import { portError } from './port-taken-error.ts';

/** The APIs that are served, each on a port of its own. */
export interface ApiPorts {
  /**
   * Serves what is new and stops what is gone, when its last request has ended; what stays keeps its port, and forgets what it kept between requests.
   *
   * @throws {PortTakenError} when a port is in use; everything else is served
   */
  serve(apis: readonly ServedApi[]): Promise<void>;
  /** In the order of the ports. */
  served(): readonly { readonly api: ServedApi; readonly port: number }[];
  close(): Promise<void>;
}

/** Where APIs are served, and by what. */
export interface ApiPortsOptions {
  /** The first API's port; each further API takes the next one. `0` takes any free ports. */
  readonly firstPort: number;
  /** The server of an API; `current` gives the API as it is now. */
  readonly createServer: (api: ServedApi, current: () => ServedApi) => ApiServer;
  /** Told of errors that are this gateway's own fault. */
  readonly onError: (error: unknown) => void;
}

/** Gives each API a port of its own, for as long as it is there. */
export function createApiPorts({ firstPort, createServer, onError }: ApiPortsOptions): ApiPorts {
  const entries = new Map<string, Entry>();
  /** Of APIs that are gone, with requests under way. */
  const leaving = new Set<Listener>();
  let nextPort = firstPort;

  async function add(api: ServedApi): Promise<void> {
    const key = keyOf(api);
    const server = createServer(api, () => entries.get(key)?.api ?? api);
    const port = firstPort === 0 ? 0 : nextPort;
    nextPort += 1;
    try {
      entries.set(key, { api, server, listener: await listen({ ...server, port, onError }) });
    } catch (error) {
      throw portError(port, error);
    }
  }

  return {
    async serve(apis) {
      const wanted = new Map(apis.map((api) => [keyOf(api), api]));
      for (const [key, { listener }] of entries) {
        if (wanted.has(key)) continue;
        entries.delete(key);
        leaving.add(listener);
        listener
          .drain()
          .catch(onError)
          .finally(() => leaving.delete(listener));
      }
      const failed: unknown[] = [];
      for (const [key, api] of wanted) {
        const entry = entries.get(key);
        if (entry === undefined) {
          await add(api).catch((error: unknown) => failed.push(error));
          continue;
        }
        entries.set(key, { ...entry, api });
        entry.server.reset?.();
      }
      if (failed.length > 0) throw failed[0];
    },
    served: () => [...entries.values()].map(({ api, listener }) => ({ api, port: listener.port })),
    async close() {
      const listeners = [...entries.values()].map(({ listener }) => listener);
      await Promise.all([...listeners, ...leaving].map((listener) => listener.close()));
    },
  };
}

interface Entry {
  readonly api: ServedApi;
  readonly server: ApiServer;
  readonly listener: Listener;
}

function keyOf({ frontDoor, id }: ServedApi): string {
  return `${frontDoor} ${id}`;
}
