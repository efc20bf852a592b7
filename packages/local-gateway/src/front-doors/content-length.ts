import type { HeaderLine, HttpRequest } from '../http.ts';
import { headerValue, withHeaders } from './header-lines.ts';

/** Header lines with a `Content-Length` where there is a body, also when it came in chunks (HTTP2-15). */
export function withContentLength(
  headers: readonly HeaderLine[],
  { body }: HttpRequest,
): readonly HeaderLine[] {
  if (body.byteLength === 0 && headerValue(headers, 'content-length') === undefined) return headers;
  return withHeaders(headers, [['Content-Length', String(body.byteLength)]]);
}
