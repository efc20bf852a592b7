import { startConsole, type Console } from '../../src/console/console.ts';
import { tokenHeader } from '../../src/console/guard.ts';
import { createRecorder, type Recorder } from '../../src/console/recorder.ts';
import { startGateway, type Gateway } from '../../src/gateway.ts';
import { send, type Answer } from '../http-client.ts';

/** A console over a gateway that serves an assembly, and what the page would send to it. */
export interface ServedConsole {
  readonly gateway: Gateway;
  readonly recorder: Recorder;
  readonly console: Console;
  /** `localhost:<port>` */
  readonly host: string;
  /** Headers of a request of the page itself. */
  readonly own: Readonly<Record<string, string>>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** What the page gets for a call. */
  call(path: string, input?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a gateway on an assembly, and its console, both on free ports. */
export async function serve(folder: string): Promise<ServedConsole> {
  const recorder = createRecorder();
  const gateway = await startGateway({ path: folder, port: 0, log: recorder.log });
  const errors: unknown[] = [];
  const console = await startConsole({ gateway, recorder, onError: (error) => errors.push(error) });
  const { host } = new URL(console.url);
  const address = `http://127.0.0.1:${new URL(console.url).port}`;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(address, { path, headers: { host, ...headers } });
  const page = await get('/');
  const token = /name="console-token" content="([0-9a-f]+)"/.exec(page.body)?.[1];
  if (token === undefined) throw new Error(`found no page of the console: ${page.body}`);
  const own = {
    host,
    origin: `http://${host}`,
    'sec-fetch-site': 'same-origin',
    [tokenHeader]: token,
  };
  return {
    gateway,
    recorder,
    console,
    host,
    own,
    get,
    call(path, input) {
      if (input === undefined) return send(address, { path, headers: own });
      const body = typeof input === 'string' ? input : JSON.stringify(input);
      const headers = { ...own, 'content-type': 'application/json' };
      return send(address, { path, method: 'POST', headers, body });
    },
    async close() {
      await console.close();
      await gateway.close();
      if (errors.length > 0) throw new AggregateError(errors, 'the console had errors of its own');
    },
  };
}
