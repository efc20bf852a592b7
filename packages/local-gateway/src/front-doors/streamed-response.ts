import type { HeaderLine, HttpRequest, HttpResponse } from '../http.ts';

/** A streamed response as it leaves: in chunks without `Content-Length` (STRM-8), without body where HTTP has none. */
export async function sealStream(
  request: HttpRequest,
  statusCode: number,
  headers: readonly HeaderLine[],
  chunks: AsyncIterable<Uint8Array>,
): Promise<HttpResponse> {
  const body = new Uint8Array(0);
  const empty = request.method.toUpperCase() === 'HEAD' || statusCode === 204 || statusCode === 304;
  if (!empty) return { statusCode, headers, body, stream: chunks };
  // Nobody reads them: who streams is told.
  await chunks[Symbol.asyncIterator]().return?.();
  return { statusCode, headers, body };
}
