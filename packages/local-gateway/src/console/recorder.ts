import type { Log, LogEntry } from '../log.ts';
import type { Trace } from '../trace.ts';
import { recordUsage, type UsageRecord } from './function-usage.ts';
import type { FunctionUsage, MessageView } from './wire/functions.ts';

/** Remembers what a gateway logs, for a console to show; hand its `log` to the gateway. */
export function createRecorder(options: RecorderOptions = {}): Recorder {
  const { maxTraces = 500, maxBytes = 67_108_864 } = options;
  const traces: Trace[] = [];
  /** Of each trace. */
  const sizes: number[] = [];
  const messages: MessageView[] = [];
  const usage = recordUsage();
  const listeners = new Set<(entry: LogEntry) => void>();
  let bytes = 0;
  let dropped = 0;

  function keep(trace: Trace): void {
    const size = sizeOf(trace);
    traces.push(trace);
    sizes.push(size);
    bytes += size;
    while (traces.length > 0 && (traces.length > maxTraces || bytes > maxBytes)) {
      traces.shift();
      bytes -= sizes.shift() ?? 0;
      dropped++;
    }
  }

  return {
    log(entry) {
      if (entry.kind === 'request') {
        keep(entry.trace);
        usage.add(entry.trace);
      } else if (entry.kind !== 'function') {
        messages.unshift({ time: Date.now(), kind: entry.kind, message: entry.message });
        messages.length = Math.min(messages.length, maxMessages);
      }
      for (const listener of listeners) listener(entry);
    },
    traces: () => [...traces],
    trace: (id) => traces.findLast(({ exchange }) => exchange.requestId === id),
    find: (matches) => traces.findLast(matches),
    dropped: () => dropped,
    messages: () => messages,
    usage: usage.of,
    maxMemoryUsed: usage.maxMemoryUsed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface RecorderOptions {
  /** @default 500 */
  readonly maxTraces?: number;
  /** What bodies and payloads of all traces may add up to. @default 64 MB */
  readonly maxBytes?: number;
}

/** What a gateway has logged so far. */
export interface Recorder extends Pick<UsageRecord, 'maxMemoryUsed'> {
  readonly log: Log;
  /** The oldest first. */
  traces(): readonly Trace[];
  /** By request id. */
  trace(id: string): Trace | undefined;
  find(matches: (trace: Trace) => boolean): Trace | undefined;
  /** How many traces were let go. */
  dropped(): number;
  /** The newest first. */
  messages(): readonly MessageView[];
  /** By name of the function. */
  usage(functionName: string): FunctionUsage;
  /** Gives what ends it. */
  subscribe(listener: (entry: LogEntry) => void): () => void;
}

const maxMessages = 50;

function sizeOf({ request, payload, invocation, response }: Trace): number {
  let size = request.body.length + response.body.length + (payload?.length ?? 0);
  if (invocation === undefined) return size;
  for (const line of invocation.log) size += line.length;
  return size + invocation.payload.length;
}
