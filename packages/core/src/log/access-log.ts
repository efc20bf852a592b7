import { countBytes } from '../reply/encode-bytes.ts';
import type { LazyRequest } from '../request/lazy-request.ts';
import { ownMembers } from '../own.ts';
import { handOver } from './hand-over.ts';
import { type LogEntry, toLogLine } from './log-line.ts';
import { readSafely } from '../errors/read-safely.ts';
import { requestIdOf } from './request-id.ts';
import type { ShapedReply } from '../reply/shaped-reply.ts';

/** One request and its reply, for a log. */
export interface AccessLogEntry extends LogEntry {
  readonly level: 'info';
  readonly message: 'request';
  readonly statusCode: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly durationMs: number;
  /** Whether this is the first request of its execution environment. */
  readonly coldStart: boolean;
}

/** What is logged of each request. */
export interface AccessLogOptions {
  /**
   * Takes an entry.
   *
   * @default one line of JSON to `console.log`
   */
  readonly write?: ((entry: AccessLogEntry) => void) | undefined;
  /**
   * Request headers to log; case does not matter.
   *
   * @default []
   */
  readonly headers?: readonly string[];
  /**
   * Headers, in any case, and members of an entry whose values are hidden, besides the credentials among the headers.
   *
   * @default []
   */
  readonly redact?: readonly string[];
}

/** Starts the entry of an invocation, with Lambda's context; the function it gives writes it. */
export type AccessLog = (context: unknown) => OnReply;

/** Takes a reply that has become a result; of one that was streamed also how many bytes went out. */
export type OnReply = (request: LazyRequest, reply: ShapedReply, bytesOut?: number) => void;

/** An access log: one entry per request, when its result is made. */
export function createAccessLog(options: AccessLogOptions): AccessLog {
  const { write = writeLine, headers: logged = [], redact = [] } = ownMembers(options);
  const headers = logged.map((name) => name.toLowerCase());
  const hidden = new Set([...credentials, ...redact, ...redact.map((name) => name.toLowerCase())]);
  let coldStart = true;
  return (context) => {
    const startedAt = performance.now();
    const isCold = coldStart;
    coldStart = false;
    let isWritten = false;
    return (request, reply, bytesOut = countBytes(reply)) => {
      // A reply that is ready after the early timeout has answered goes nowhere.
      if (isWritten) return;
      isWritten = true;
      const requestId = requestIdOf(request, context);
      const entry: AccessLogEntry = {
        level: 'info',
        message: 'request',
        ...pick(request, members, hidden),
        ...pick({ requestId }, ['requestId'], hidden),
        statusCode: reply.statusCode,
        bytesIn: sizeOf(readSafely(request, 'rawBody')),
        bytesOut,
        durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
        coldStart: isCold,
        ...(headers.length > 0 && {
          headers: pick(headersOf(request, headers), headers, hidden),
        }),
      };
      handOver(entry, write, (error) => console.error('access log failed', error));
    };
  };
}

const members = ['source', 'method', 'route', 'path', 'traceId', 'clientIp'];

const credentials = [
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
  'x-amz-security-token',
  'x-api-key',
];

function pick(from: unknown, names: readonly string[], hidden: ReadonlySet<string>): LogEntry {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = readSafely(from, name);
    if (value !== undefined) picked[name] = hidden.has(name) ? '[redacted]' : value;
  }
  return picked;
}

// What the client sent, whatever a schema has left of it.
function headersOf(request: LazyRequest, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, headerOf(request, name)]));
}

function headerOf(request: LazyRequest, name: string): string | undefined {
  try {
    return request.header(name);
  } catch {
    // What cannot be read is not there.
    return undefined;
  }
}

function sizeOf(bytes: unknown): number {
  return bytes instanceof Uint8Array ? bytes.byteLength : 0;
}

function writeLine(entry: AccessLogEntry): void {
  console.log(toLogLine(entry));
}
