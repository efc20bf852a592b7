import type { IncomingMessage, ServerResponse } from 'node:http';

import { Fault } from './fault.ts';
import { escapeXml } from './xml.ts';

/** One request to the control plane. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** What it answers. */
export interface Answer {
  /** @default 200 */
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An answer in JSON. */
export function json(body: unknown, statusCode = 200): Answer {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/** Reads a request to its end. */
export async function readCall(message: IncomingMessage): Promise<Call> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', 'http://127.0.0.1'),
    headers: message.headers,
    body: Buffer.concat(chunks),
  };
}

/** The answer to a call that failed, as the query protocols write it. */
export function answerFault(error: unknown): Answer {
  const fault =
    error instanceof Fault
      ? error
      : new Fault('InternalFailure', error instanceof Error ? error.message : String(error), 500);
  const detail = `<Code>${fault.code}</Code><Message>${escapeXml(fault.message)}</Message>`;
  return {
    statusCode: fault.statusCode,
    headers: { 'content-type': 'text/xml', 'x-amzn-errortype': fault.code },
    body: `<ErrorResponse><Error><Type>Sender</Type>${detail}</Error></ErrorResponse>`,
  };
}

/** Sends an answer. */
export function send(response: ServerResponse, { statusCode = 200, headers, body }: Answer): void {
  response.writeHead(statusCode, headers).end(body);
}
