import type { ServerResponse } from 'node:http';

import type { Recorder } from './recorder.ts';
import { toRow } from './trace-view.ts';
import type { BacklogView } from './wire/traces.ts';

/** Server-sent events for every page that is open: what was, then each request as it comes, and that something changed. */
export function createEventHub(recorder: Recorder): EventHub {
  const clients = new Set<ServerResponse>();
  const heartbeat = setInterval(() => broadcast(': still here\n\n'), 15_000);
  heartbeat.unref();
  const unsubscribe = recorder.subscribe((entry) => {
    if (clients.size === 0) return;
    if (entry.kind === 'request') broadcast(event('request', toRow(entry.trace)));
    else if (entry.kind !== 'function') broadcast(event('changed', {}));
  });

  function broadcast(text: string): void {
    for (const client of clients) {
      // A page that does not read is let go; it connects again when it does.
      if (client.writableLength > maxBuffered) client.destroy();
      else client.write(text);
    }
  }

  return {
    isFull: () => clients.size >= maxClients,
    attach(response) {
      const backlog: BacklogView = {
        rows: recorder.traces().map(toRow),
        dropped: recorder.dropped(),
      };
      response.write(event('backlog', backlog));
      clients.add(response);
      response.on('close', () => clients.delete(response));
    },
    changed: () => broadcast(event('changed', {})),
    close() {
      clearInterval(heartbeat);
      unsubscribe();
      for (const client of clients) client.end();
    },
  };
}

export interface EventHub {
  /** So many pages are open that one more is refused. */
  isFull(): boolean;
  /** Takes over a response whose head is written as `text/event-stream`. */
  attach(response: ServerResponse): void;
  changed(): void;
  close(): void;
}

const maxClients = 32;
const maxBuffered = 1_048_576;

/** JSON has no line breaks of its own, so it is one line of data. */
function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
