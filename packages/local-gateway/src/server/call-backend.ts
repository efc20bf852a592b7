import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { withDefaultHeader } from '../front-doors/header-lines.ts';
import type { HeaderLine, HttpResponse } from '../http.ts';
import { toHeaderLines } from './raw-headers.ts';

/** A request to an HTTP backend. */
export interface BackendCall {
  readonly method: string;
  readonly url: URL;
  /** With a `Host` that is not the URL's own, if there is one. */
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
}

/** A backend that gave no answer. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly timedOut: boolean;

  constructor(message: string, timedOut = false) {
    super(message);
    this.timedOut = timedOut;
  }
}

/** Whether a backend is this machine, by a name or address that means nothing else. */
export function isLoopbackBackend({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Calls an HTTP backend once, following no redirects. With `streams`, the body of its answer is given as it comes.
 *
 * @throws {BackendError} when it cannot be reached, takes too long or answers more than ten megabytes at once
 */
export function callBackend(
  { method, url, headers, body }: BackendCall,
  timeoutInMillis: number,
  { streams = false }: { readonly streams?: boolean } = {},
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = start(url, {
      method,
      headers: [
        ...withDefaultHeader(headers, ['Host', url.host]),
        ['Content-Length', String(body.byteLength)],
      ].flat(),
      agent: false,
      signal: AbortSignal.timeout(timeoutInMillis),
    });
    outgoing.on('error', (error) =>
      reject(
        error.name === 'TimeoutError' || error.name === 'AbortError'
          ? new BackendError(`${url.origin} had not answered after ${timeoutInMillis} ms`, true)
          : new BackendError(`${url.origin} cannot be reached: ${error.message}`),
      ),
    );
    outgoing.on('response', (response) => {
      const head = {
        statusCode: response.statusCode ?? 502,
        headers: toHeaderLines(response.rawHeaders),
      };
      if (streams) resolve({ ...head, body: new Uint8Array(0), stream: response });
      else collect(response).then((bytes) => resolve({ ...head, body: bytes }), reject);
    });
    outgoing.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A response without an encoding set yields buffers.
  const bytes: AsyncIterable<Buffer> = response;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > maxBytes) throw new BackendError(`the answer has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw new BackendError('the backend broke off its answer');
  }
  return Buffer.concat(chunks);
}

const maxBytes = 10_485_760;
