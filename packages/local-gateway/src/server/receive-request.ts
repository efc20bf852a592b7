import type { IncomingMessage } from 'node:http';

import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import { plainText } from './plain-text.ts';
import { toHeaderLines } from './raw-headers.ts';
import { readBody, tooLarge } from './read-body.ts';
import { refuseRequest } from './request-guard.ts';

/** What a request has to pass before a front door sees it. */
export interface Entrance {
  /** Bytes of body a request may have (GW-27). */
  readonly bodyLimit: number;
  /** What the front door answers above {@link bodyLimit}. */
  readonly bodyTooLarge: HttpResponse;
  /** What the front door answers when as many requests are under way as it serves at a time. */
  readonly tooBusy: HttpResponse;
  /** Hosts that requests may name besides those of this machine. @default none */
  readonly allowsHost?: (host: string) => boolean;
}

/**
 * The body of a request; or the response to one that no front door gets to see. `maxRequests` is given when so many are
 * under way.
 *
 * @throws {ClientLeftError} when the client does not wait for an answer any more
 */
export async function receiveRequest(
  message: IncomingMessage,
  head: HttpRequest,
  { bodyLimit, bodyTooLarge, tooBusy, allowsHost }: Entrance,
  maxRequests: number | undefined,
): Promise<Received> {
  const refusal = refuseRequest(head, message.httpVersion, allowsHost);
  if (refusal !== undefined) return { refused: plainText(refusal.statusCode, refusal.message) };
  if (maxRequests !== undefined) {
    return { refused: { ...tooBusy, reason: `more than ${maxRequests} requests are under way` } };
  }
  const body = await readBody(message, bodyLimit);
  if (body !== tooLarge) return { body };
  return { refused: { ...bodyTooLarge, reason: `the body has more than ${bodyLimit} bytes` } };
}

/** One of both. */
export interface Received {
  readonly body?: Uint8Array;
  readonly refused?: FrontDoorResponse;
}

/** A request without its body. */
export function headOf(message: IncomingMessage): HttpRequest {
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers: toHeaderLines(message.rawHeaders),
    body: noBody,
  };
}

const noBody: Uint8Array = new Uint8Array(0);
