import type { HeaderLine, HttpRequest, HttpResponse } from '../http.ts';

/** A streamed response as it leaves: in chunks without `Content-Length` (STRM-8), without body where HTTP has none. */
export function sealStream(
  request: HttpRequest,
  statusCode: number,
  headers: readonly HeaderLine[],
  chunks: AsyncIterable<Uint8Array>,
): HttpResponse {
  const body = new Uint8Array(0);
  const empty = request.method.toUpperCase() === 'HEAD' || statusCode === 204 || statusCode === 304;
  if (!empty) return { statusCode, headers, body, stream: chunks };
  void leaveOff(chunks);
  return { statusCode, headers, body };
}

/** Tells who streams that nobody reads on; a generator has to begin for that. */
export async function leaveOff(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of chunks) return;
  } catch {
    // What fails is read by nobody either.
  }
}
