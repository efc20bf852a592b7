import { HttpError } from '../errors/errors.ts';
import { ownMembers } from '../own.ts';
import { readHost } from './host.ts';
import type { RequestMembers } from './request.ts';

/**
 * A web `Request` with the method, address, headers and bytes of a request. The address follows the rules of URLs: dot
 * segments of the path are resolved in it, and a host that cannot be one is `localhost`.
 *
 * @throws {@link HttpError} 400 for a method that no web request can have.
 */
export function toWebRequest(request: WebMembers): Request {
  const { method, path, queries, headers, rawBody, host, protocol } = request;
  if (forbiddenMethods.has(method)) {
    throw new HttpError(400, `method is ${method}, which no web request can have`);
  }
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(queries)) {
    for (const value of values) search.append(name, value);
  }
  const query = search.size === 0 ? '' : `?${search.toString()}`;
  const scheme = protocol === 'http' ? 'http' : 'https';
  const webHeaders = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    try {
      webHeaders.append(name, value);
    } catch {
      // A name or value that no web header can have.
    }
  }
  // A web request of these methods cannot have a body.
  const hasBody = rawBody !== undefined && method !== 'GET' && method !== 'HEAD';
  const content = { method, headers: webHeaders, ...(hasBody && { body: Buffer.from(rawBody) }) };
  // `Request` also reads what its options inherit.
  return new Request(`${toOrigin(scheme, host)}${path}${query}`, ownMembers(content));
}

// Fetch, 2.2.1.
const forbiddenMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

type WebMembers = Pick<
  RequestMembers,
  'headers' | 'host' | 'method' | 'path' | 'protocol' | 'queries' | 'rawBody'
>;

function toOrigin(scheme: string, host: string | undefined): string {
  const origin = `${scheme}://${readHost(host) ?? 'localhost'}`;
  // A port that is none, or numbers that are no address.
  return URL.canParse(origin) ? origin : `${scheme}://localhost`;
}
