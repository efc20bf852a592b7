import { httpDate } from '../front-doors/request-time.ts';
import type { Log, LogEntry, RequestEntry } from '../log.ts';
import { executionLog } from '../server/execution-log.ts';
import type { CliOptions } from './arguments.ts';

/** Prints what the gateway has to say, as text or as JSON lines (to stderr: stdout is kept for the one document). */
export function printLog({ json, verbose }: Pick<CliOptions, 'json' | 'verbose'>): Log {
  if (json) return (entry) => process.stderr.write(`${JSON.stringify(toJson(entry))}\n`);
  return (entry) => {
    if (!verbose && entry.kind === 'function' && platformLine.test(entry.line)) return;
    process.stdout.write(`${format(entry, verbose)}\n`);
  };
}

const platformLine = /^(START|END|REPORT) RequestId: /;

function format(entry: LogEntry, verbose: boolean): string {
  if (entry.kind === 'request') return formatRequest(entry, verbose);
  if (entry.kind === 'function') return `         ${entry.functionName} | ${printable(entry.line)}`;
  return entry.kind === 'error' ? `error: ${entry.message}` : entry.message;
}

/** A request without its bytes; everything else is small as it is. */
function toJson(entry: LogEntry): unknown {
  if (entry.kind !== 'request') return entry;
  const { exchange, stack, api, request, response, invocation, durationMs, advice, notes } =
    entry.trace;
  return {
    kind: 'request',
    time: new Date(exchange.receivedAt).toISOString(),
    requestId: exchange.requestId,
    stack,
    api,
    method: request.method,
    path: request.target,
    status: response.statusCode,
    durationMs,
    coldStart: invocation?.coldStart ?? false,
    reason: response.reason,
    advice,
    notes,
  };
}

/** A request in one line, and below it why it was refused, what that means, and what to do about it. */
function formatRequest({ trace }: RequestEntry, verbose: boolean): string {
  const { exchange, request, response, invocation, durationMs, stack, advice, notes = [] } = trace;
  // The hours of `Sun, 22 Nov 2026 18:00:00 GMT`, in UTC.
  const clock = httpDate(exchange.receivedAt).slice(17, 25);
  const duration = `${durationMs.toFixed(1)} ms${invocation?.coldStart === true ? ' cold' : ''}`;
  const line = `${clock} ${request.method} ${printable(request.target)} ${response.statusCode} ${duration}  ${stack}`;
  const below = [
    ...(response.reason === undefined ? [] : [response.reason]),
    ...(advice ? [`${advice.clause}: ${advice.meaning}`, `to mend it: ${advice.fix}`] : []),
    ...notes,
    ...(verbose && trace.frontDoor === 'rest-api' ? executionLog(trace) : []),
  ];
  return [line, ...below.map((text) => `         ${onOneLine(printable(text))}`)].join('\n');
}

/** What a client sends must not look like a line of its own. */
function onOneLine(text: string): string {
  return text.replaceAll('\n', String.raw`\n`);
}

/** Keeps a terminal safe from what requests and functions write: control characters are escaped. */
function printable(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
