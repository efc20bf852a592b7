import type { ServerResponse } from 'node:http';

import { leaveOff } from '../front-doors/streamed-response.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import type { HeaderLine, HttpResponse } from '../http.ts';

/** How a response is sent. */
export interface SendOptions {
  /** Milliseconds in which the client must read something, or it is cut (GW-13). */
  readonly writeTimeout: number;
  /** Close the connection behind the response. @default false */
  readonly hangUp?: boolean;
}

/** Writes a response with its header lines in their order and spelling; resolves when it is on its way. */
export async function sendResponse(
  response: ServerResponse,
  { statusCode, headers, body, stream }: HttpResponse,
  { writeTimeout, hangUp = false }: SendOptions,
): Promise<void> {
  if (response.destroyed) {
    if (stream) await leaveOff(stream);
    return;
  }
  response.sendDate = headerValue(headers, 'date') === undefined;
  response.shouldKeepAlive &&= !hangUp;
  response.writeHead(
    statusCode,
    toRawHeaders(response.shouldKeepAlive ? headers : closing(headers)),
  );
  if (stream !== undefined) return sendStream(response, body, stream, writeTimeout);
  response.end(body);
  cutSlowReader(response, writeTimeout);
  if (hangUp) response.req.resume();
}

/** A connection that ends here says so, also to HTTP/1.0, which need not have asked for it. */
function closing(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.map((line) =>
    line[0].toLowerCase() === 'connection' ? [line[0], 'close'] : line,
  );
}

/** Node writes headers as Latin-1; what has other characters travels as its UTF-8 bytes. */
function toRawHeaders(headers: readonly HeaderLine[]): string[] {
  const raw: string[] = [];
  for (const line of headers) raw.push(line[0], line[1]);
  const foreign = /[\u0100-\uffff]/;
  if (!foreign.test(raw.join(''))) return raw;
  return raw.map((text) =>
    foreign.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text,
  );
}

/** Until what is left of a response has gone, a socket on which nothing moves is destroyed. */
function cutSlowReader(response: ServerResponse, milliseconds: number): void {
  const { socket } = response;
  // Nearly always the system has taken all of it.
  if (socket === null || socket.writableLength === 0) return;
  const cut = () => socket.destroy();
  socket.setTimeout(milliseconds, cut);
  // The server sets the timeout anew for a connection that it keeps.
  response.once('close', () => socket.off('timeout', cut));
}

/** Sends chunks as they come, no faster than the client reads; a failure midway cuts the connection (STRM-13). */
async function sendStream(
  response: ServerResponse,
  first: Uint8Array,
  chunks: AsyncIterable<Uint8Array>,
  writeTimeout: number,
): Promise<void> {
  // A length that is not the one of the chunks cuts the connection, too: the next answer on it would be read as their rest.
  response.strictContentLength = true;
  response.flushHeaders();
  try {
    if (first.byteLength > 0) response.write(first);
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await writable(response, writeTimeout);
    }
    response.end();
  } catch {
    // Its trace says why.
    response.destroy();
  }
}

/** Resolves when the client has read on, or has left; one that does neither is cut. */
function writable(response: ServerResponse, writeTimeout: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => response.destroy(), writeTimeout);
    function settle(): void {
      clearTimeout(cut);
      response.off('drain', settle).off('close', settle);
      resolve();
    }
    response.on('drain', settle).on('close', settle);
  });
}
