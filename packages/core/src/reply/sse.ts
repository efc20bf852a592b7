import { addMissing, toHeaderLines } from './header-lines.ts';
import { ownMember, ownMembers } from '../own.ts';
import type { Reply } from './make-reply.ts';
import { reply, type ReplyInit } from './reply.ts';

/** One event of a stream of server-sent events (WHATWG HTML, 9.2). */
export interface ServerSentEvent {
  /** Text as it is, anything else as JSON. */
  readonly data?: unknown;
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds until a client connects again. */
  readonly retry?: number;
}

/**
 * A stream of server-sent events; a text is an event of that data. It is streamed where the front door streams.
 *
 * @example
 * ```ts
 * const ticks = sse(
 *   (async function* () {
 *     yield { event: 'tick', data: { at: Date.now() } };
 *   })(),
 * );
 * ```
 */
export function sse(
  events: AsyncIterable<ServerSentEvent | string>,
  init: ReplyInit = {},
): Reply<AsyncIterable<string>> {
  const headers = addMissing(toHeaderLines(ownMember(init, 'headers')), [
    ['content-type', 'text/event-stream'],
    ['cache-control', 'no-cache'],
  ]);
  return reply(toTexts(events), { ...init, headers });
}

async function* toTexts(events: AsyncIterable<ServerSentEvent | string>): AsyncGenerator<string> {
  for await (const event of events) {
    yield toText(ownMembers(typeof event === 'string' ? { data: event } : event));
  }
}

function toText({ data, event, id, retry }: ServerSentEvent): string {
  const lines = data === undefined ? [] : toData(data).map((line) => `data: ${line}`);
  const fields = [
    ...field('event', event),
    ...field('id', id),
    ...field('retry', retry === undefined ? undefined : String(retry)),
  ];
  return `${[...fields, ...lines].join('\n')}\n\n`;
}

function toData(data: unknown): string[] {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return text.split(/\r\n|\r|\n/);
}

function field(name: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  if (/[\r\n\0]/.test(value)) {
    throw new TypeError(`${name} of an event is ${JSON.stringify(value)}, expected one line`);
  }
  return [`${name}: ${value}`];
}
