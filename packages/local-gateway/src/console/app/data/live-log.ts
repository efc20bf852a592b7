import { useEffect, useState } from 'preact/hooks';

import type { BacklogView, RowView } from '../../wire/traces.ts';
import { CallError, request } from './call.ts';
import { readEvents, type ServerEvent } from './read-events.ts';

/** The requests that the gateway has served, as they come. */
export interface LiveLog {
  /** The newest first. */
  readonly rows: readonly RowView[];
  /** How many older ones are gone. */
  readonly dropped: number;
  readonly connection: 'connecting' | 'live' | 'lost' | 'stale';
  /** Goes up when APIs, functions or settings may have changed. */
  readonly changes: number;
}

/** The live log; a component that uses it renders anew with each request. */
export function useLiveLog(): LiveLog {
  const [log, setLog] = useState(current);
  useEffect(() => {
    listeners.add(setLog);
    setLog(current);
    return () => {
      listeners.delete(setLog);
    };
  }, []);
  return log;
}

/** Connects, and again whenever the connection is lost. */
export function startLiveLog(): void {
  void follow();
}

/** Takes what is there now out of this page; the gateway keeps it. */
export function clearLiveLog(): void {
  publish({ rows: [], dropped: 0 });
}

/** Says that APIs, functions or settings have changed, as this page knows itself. */
export function noteChange(): void {
  publish({ changes: current.changes + 1 });
}

const maxRows = 500;
const listeners = new Set<(log: LiveLog) => void>();
let current: LiveLog = { rows: [], dropped: 0, connection: 'connecting', changes: 0 };

/** A browser has six connections to a server: a page that nobody sees leaves its own to others, and catches up later. */
async function follow(): Promise<void> {
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    await untilSeen();
    const hidden = new AbortController();
    const leave = () => document.hidden && hidden.abort();
    document.addEventListener('visibilitychange', leave);
    try {
      const { body } = await request('/api/events', { signal: hidden.signal });
      if (body) {
        pause = 250;
        for await (const event of readEvents(body)) take(event);
      }
    } catch (error) {
      if (error instanceof CallError && error.status === 403) {
        publish({ connection: 'stale' });
        return;
      }
    }
    document.removeEventListener('visibilitychange', leave);
    if (hidden.signal.aborted) continue;
    publish({ connection: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function untilSeen(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
}

function take({ name, data }: ServerEvent): void {
  if (name === 'backlog') {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server and this page are built from the same types
    const { rows, dropped } = JSON.parse(data) as BacklogView;
    publish({ rows: rows.toReversed(), dropped, connection: 'live', changes: current.changes + 1 });
  } else if (name === 'request') {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    const row = JSON.parse(data) as RowView;
    const rows = [row, ...current.rows];
    const excess = Math.max(0, rows.length - maxRows);
    publish({ rows: rows.slice(0, maxRows), dropped: current.dropped + excess });
  } else {
    publish({ changes: current.changes + 1 });
  }
}

function publish(change: Partial<LiveLog>): void {
  current = { ...current, ...change };
  for (const listener of listeners) listener(current);
}
