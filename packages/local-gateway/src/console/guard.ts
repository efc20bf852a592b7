import { createHash, timingSafeEqual } from 'node:crypto';

import { headerValues } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';

/** What the console answers instead of what was asked for. */
export interface ConsoleRefusal {
  readonly statusCode: 400 | 403 | 405 | 415;
  /** In words; never repeats what the request said. */
  readonly message: string;
}

/** What a request to the console is held against. */
export interface GuardOptions {
  readonly port: number;
  /** Made up at each start; the page knows it, a foreign origin cannot read it. */
  readonly token: string;
}

/** The request header that carries the token: a custom header never passes between origins without CORS, which is not here. */
export const tokenHeader = 'x-console-token';

/**
 * Decides whether the console serves a request; `undefined` when it does. Everything must come from this machine by name
 * (DNS rebinding); what is below `/api/` must come from the console's own page, with the token of this start.
 */
export function guardRequest(
  { method, target, headers }: Pick<HttpRequest, 'method' | 'target' | 'headers'>,
  { port, token }: GuardOptions,
): ConsoleRefusal | undefined {
  const only = (name: string) => onlyValue(headerValues(headers, name));
  const host = only('host');
  if (host === undefined || !hostsOf(port).includes(host)) {
    return refuse('this host is not served here, expected localhost with the port of the console');
  }
  if (!target.startsWith('/')) {
    return { statusCode: 400, message: 'found no path in the request line' };
  }
  const origin = only('origin');
  if (origin !== undefined && origin !== `http://${host}`) {
    return refuse('this origin is not served here, expected the page of the console itself');
  }
  const site = only('sec-fetch-site');
  const own = site === undefined || site === 'same-origin' || site === 'none';
  const path = target.split('?', 1)[0] ?? '';
  if (path !== '/api' && !path.startsWith('/api/')) {
    if (method !== 'GET' && method !== 'HEAD') return { statusCode: 405, message: 'expected GET' };
    if (own || (path === '/' && isNavigation(only))) return undefined;
    return refuse('found a request of another site, expected one of the console itself');
  }

  // A browser gives a POST its origin, and says of a GET without one where it came from.
  if (!own || (origin === undefined && site !== 'same-origin')) {
    return refuse('found a request of another site, expected one of the console itself');
  }
  if (!equals(only(tokenHeader) ?? '', token)) {
    return refuse('found no token of this start, expected a page that was loaded since: reload it');
  }
  if (method === 'GET') return undefined;
  if (method !== 'POST') return { statusCode: 405, message: 'expected GET or POST' };
  return only('content-type') === 'application/json'
    ? undefined
    : { statusCode: 415, message: 'expected application/json' };
}

/** As a browser writes this machine; nothing that merely resolves to it. */
function hostsOf(port: number): readonly string[] {
  return [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`];
}

/** A link that a person follows. */
function isNavigation(only: (name: string) => string | undefined): boolean {
  return only('sec-fetch-mode') === 'navigate' && only('sec-fetch-dest') === 'document';
}

/** A header that comes twice counts as one that nothing expects. */
function onlyValue(values: readonly string[]): string | undefined {
  return values.length > 1 ? values.join(', ') : values[0];
}

/** Takes as long for a near miss as for a wide one. */
function equals(found: string, expected: string): boolean {
  return timingSafeEqual(digest(found), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(message: string): ConsoleRefusal {
  return { statusCode: 403, message };
}
