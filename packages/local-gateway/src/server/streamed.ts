import { withoutHeaders } from '../front-doors/header-lines.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';

/** A response that goes on with these chunks, if there may be a body; its length is not known (STRM-8). */
export function streamed(
  response: HttpResponse,
  { method }: HttpRequest,
  chunks: AsyncIterable<Uint8Array>,
): HttpResponse {
  const { statusCode } = response;
  if (method === 'HEAD' || statusCode === 204 || statusCode === 304) return response;
  return { ...response, headers: withoutHeaders(response.headers, length), stream: chunks };
}

const length: ReadonlySet<string> = new Set(['content-length']);
