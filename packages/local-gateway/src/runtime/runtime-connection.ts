import type { Socket } from 'node:net';
import type { Outcome } from './outcome.ts';
import { maxResponseBytes, toErrorType } from './runtime-api-message.ts';
import type { Delivery, RuntimeSession } from './runtime-session.ts';

/**
 * Serves one connection of the Runtime API for as long as the requests on it are, byte by byte, those of our own
 * bootstrap: `next`, and a result of known length. That saves most of what HTTP costs, and a result is answered
 * together with the `next` behind it in one write, which wakes the function once. At the first request of any other
 * form, and at any that is to be refused, `handOver` gets the connection, with all that came on it and is not answered.
 */
export function serveConnection(
  socket: Socket,
  address: string,
  session: RuntimeSession,
  handOver: (socket: Socket) => void,
): void {
  const nextRequest = `GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: ${address}\r\n\r\n`;
  let chunks: Buffer[] = [];
  let size = 0;
  /** Bytes without which there is nothing to read yet: a result of 6 MB comes in a hundred chunks. */
  let wanted = 0;
  /** The answer to a result, until that to the `next` behind it is there. */
  let held = '';
  let waiting = false;

  socket.on('data', take).on('end', hangUp).on('close', leave);

  function take(chunk: Buffer): void {
    chunks.push(chunk);
    size += chunk.length;
    // Nobody asks anything more before the answer; who does waits for it.
    if (waiting) socket.pause();
    else if (size >= wanted) readAll();
  }

  function readAll(): void {
    const [only] = chunks;
    const received = only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, size);
    chunks = [];
    size = 0;
    wanted = 0;
    let start = 0;
    while (start < received.length) {
      const length = waiting ? 'incomplete' : readRequest(received, start);
      if (length === 'incomplete') break;
      if (length === 'other') {
        letGo(received.subarray(start));
        return;
      }
      start += length;
    }
    if (start < received.length) {
      chunks = [received.subarray(start)];
      size = received.length - start;
    }
    if (!waiting) send('');
  }

  /** Gives the bytes of the request that was read. */
  function readRequest(received: Buffer, start: number): number | 'incomplete' | 'other' {
    const text = received.toString('latin1', start, start + maxHead);
    if (text.startsWith(nextRequest)) return ask() ? nextRequest.length : 'other';
    const [head, id, kind, host, errorType, length] = resultHead.exec(text) ?? [];
    if (head === undefined) {
      const open = text.length < maxHead && !text.includes('\r\n\r\n');
      return open ? 'incomplete' : 'other';
    }
    const bodyBytes = Number(length);
    if (host !== address || bodyBytes > maxResponseBytes) return 'other';
    const bodyStart = start + head.length;
    if (received.length < bodyStart + bodyBytes) {
      wanted = head.length + bodyBytes;
      return 'incomplete';
    }
    if (session.begin(id, kind === 'error' ? kind : 'response') !== undefined) return 'other';
    const payload = received.toString('utf8', bodyStart, bodyStart + bodyBytes);
    session.settle(toOutcome(payload, kind, errorType));
    held = accepted;
    return head.length + bodyBytes;
  }

  /** False when there is no `next` now. */
  function ask(): boolean {
    waiting = true;
    if (session.next(reply) === undefined) return true;
    waiting = false;
    return false;
  }

  function reply({ headers, payload }: Delivery): void {
    waiting = false;
    let head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(payload)}\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    send(`${head}\r\n${payload}`);
    if (size === 0) return;
    socket.resume();
    readAll();
  }

  function send(text: string): void {
    const all = held + text;
    held = '';
    if (all !== '') socket.write(all);
  }

  function letGo(rest: Buffer): void {
    socket.off('data', take).off('end', hangUp).off('close', leave);
    send('');
    socket.unshift(rest);
    handOver(socket);
  }

  function hangUp(): void {
    socket.end();
  }

  function leave(): void {
    session.leave(reply);
  }
}

/** What a result begins with, as the bootstrap writes it. */
const resultHead =
  /^POST \/2018-06-01\/runtime\/invocation\/([\w-]+)\/(response|error) HTTP\/1\.1\r\nHost: ([\d.:]+)\r\n(?:Lambda-Runtime-Function-Error-Type: ([\x21-\x7e]*)\r\n)?Content-Type: application\/json\r\nContent-Length: (\d{1,7})\r\n\r\n/u;
const maxHead = 1024;
const accepted =
  'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n';

function toOutcome(
  payload: string,
  kind: string | undefined,
  errorType: string | undefined,
): Outcome {
  return kind === 'error'
    ? { functionError: true, payload, errorType: toErrorType(errorType, 'Function.Unknown') }
    : { functionError: false, payload };
}
