import type { IncomingMessage, ServerResponse } from 'node:http';

import { ClientLeftError, readBody, tooLarge } from '../server/read-body.ts';
import type { Asset } from './assets.ts';
import { BadRequestError } from './bad-request.ts';
import type { ConsoleApi } from './console-api.ts';
import type { EventHub } from './event-hub.ts';
import { guardRequest, type GuardOptions } from './guard.ts';
import { toHeaderLines } from './header-pairs.ts';
import { securityHeaders } from './page.ts';
import { readInput } from './read-input.ts';

/** Answers one request to the console: guarded, then an asset by its exact path, the events, or the API. */
export async function serveConsole(
  message: IncomingMessage,
  response: ServerResponse,
  { guard, assets, api, events }: ConsoleParts,
): Promise<void> {
  const { method = 'GET', url: target = '/' } = message;
  const refusal = guardRequest(
    { method, target, headers: toHeaderLines(message.rawHeaders) },
    guard,
  );
  if (refusal !== undefined) {
    answer(response, refusal.statusCode, 'text/plain; charset=utf-8', `${refusal.message}\n`);
    message.resume();
    return;
  }
  const [path = '', query = ''] = target.split('?', 2);
  const asset = assets.get(path);
  const call = Object.hasOwn(api, `${method} ${path}`) ? api[`${method} ${path}`] : undefined;
  if (asset !== undefined) {
    answerAsset(response, asset);
  } else if (method === 'GET' && path === '/api/events') {
    answerEvents(response, events);
  } else if (call === undefined) {
    answerJson(response, 404, { error: 'found nothing here' });
  } else {
    await answerCall(message, response, call, query);
  }
}

/** What {@link serveConsole} serves. */
export interface ConsoleParts {
  readonly guard: GuardOptions;
  /** By path. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly api: ConsoleApi;
  readonly events: EventHub;
}

function answerEvents(response: ServerResponse, events: EventHub): void {
  if (events.isFull()) {
    answerJson(response, 503, { error: 'found too many open pages' });
    return;
  }
  response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream' });
  events.attach(response);
}

async function answerCall(
  message: IncomingMessage,
  response: ServerResponse,
  call: ConsoleApi[string],
  query: string,
): Promise<void> {
  try {
    const body = await readBody(message, maxBody);
    if (body === tooLarge) {
      response.shouldKeepAlive = false;
      answerJson(response, 413, { error: `expected at most ${maxBody} bytes` });
      message.resume();
      return;
    }
    const input =
      message.method === 'GET' ? Object.fromEntries(new URLSearchParams(query)) : readInput(body);
    answerJson(response, 200, await call(input));
  } catch (error) {
    if (error instanceof ClientLeftError) return;
    if (!(error instanceof BadRequestError)) throw error;
    answerJson(response, 400, { error: error.message });
  }
}

/** A request of ten megabytes as JSON text, with its escapes. */
const maxBody = 16_777_216;

function answerAsset(response: ServerResponse, { contentType, body, gzip }: Asset): void {
  const encodings = response.req.headers['accept-encoding'] ?? '';
  if (/\bgzip\b(?!;q=0)/.test(encodings)) {
    answer(response, 200, contentType, gzip, { 'Content-Encoding': 'gzip' });
  } else {
    answer(response, 200, contentType, body);
  }
}

function answerJson(response: ServerResponse, statusCode: number, value: unknown): void {
  answer(response, statusCode, 'application/json', JSON.stringify(value));
}

function answer(
  response: ServerResponse,
  statusCode: number,
  contentType: string,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(statusCode, {
    ...securityHeaders,
    ...headers,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
