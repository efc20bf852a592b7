import type { HeaderLine, HttpRequest, HttpResponse } from '../http.ts';

/**
 * A response as it leaves: `Content-Length` counted, and no body bytes where HTTP has none. HEAD keeps
 * the length that the body would have had (RESP-45), 204 and 304 have no length at all (RESP-46).
 */
export function sealResponse(
  request: HttpRequest,
  { statusCode, headers, body }: HttpResponse,
): HttpResponse {
  if (statusCode === 204 || statusCode === 304) return { statusCode, headers, body: NOTHING };
  const length: HeaderLine = ['Content-Length', String(body.byteLength)];
  return {
    statusCode,
    headers: [...headers, length],
    body: request.method.toUpperCase() === 'HEAD' ? NOTHING : body,
  };
}

/** Text as UTF-8 bytes. */
export function textBytes(text: string): Uint8Array {
  // Out of Node's pool: an encoder would allocate memory outside of the heap for each text.
  return text === '' ? NOTHING : Buffer.from(text);
}

const NOTHING: Uint8Array = new Uint8Array(0);
