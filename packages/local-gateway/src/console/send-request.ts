import { request as httpRequest, type IncomingMessage } from 'node:http';

import type { HttpRequest, HttpResponse } from '../http.ts';
import { toHeaderLines } from './header-pairs.ts';
import { BadRequestError } from './bad-request.ts';

/**
 * Sends a request to the gateway over its socket, header lines as given; what HTTP itself needs is added.
 *
 * @throws {BadRequestError} when it cannot be put on a line of HTTP
 */
export async function sendRequest(origin: string, request: HttpRequest): Promise<HttpResponse> {
  const { method, target, headers, body } = request;
  const { hostname, port, host } = new URL(origin);
  const own = headers.filter(([name]) => !framing.has(name.toLowerCase()));
  const lines = [
    ...own,
    ['Host', host] as const,
    ['Connection', 'close'] as const,
    ...(body.length > 0 || bodyMethods.has(method.toUpperCase())
      ? [['Content-Length', String(body.length)] as const]
      : []),
  ];
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
  try {
    const outgoing = httpRequest(
      // A number of the list of endpoints: the client chooses among them, not where they are.
      {
        hostname,
        port,
        method,
        path: target,
        headers: lines.flat(),
        agent: false,
        timeout: 60_000,
      },
      (response) => void collect(response).then(resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.on('timeout', () => outgoing.destroy(new Error('found no answer within a minute')));
    outgoing.end(body);
  } catch (error) {
    // An illegal method, path or header: Node refuses to write it.
    throw new BadRequestError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  return promise;
}

/** A response that goes on for ever is cut. */
async function collect(response: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  const cut = setTimeout(() => response.destroy(), 60_000);
  try {
    // A response without an encoding set yields buffers.
    const bytes: AsyncIterable<Buffer> = response;
    for await (const chunk of bytes) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch {
    // What came until then is the response.
  }
  clearTimeout(cut);
  return {
    statusCode: response.statusCode ?? 0,
    headers: toHeaderLines(response.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

/** Written anew, as they say how these bytes travel. */
const framing = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);
const bodyMethods = new Set(['POST', 'PUT', 'PATCH']);
const maxBytes = 12_582_912;
