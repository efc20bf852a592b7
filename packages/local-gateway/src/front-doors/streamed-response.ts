import type { HeaderLine, HttpRequest, HttpResponse } from '../http.ts';

/** A response whose body comes while it is sent; without `Content-Length` it goes in chunks (STRM-8). */
export interface StreamedResponse extends Omit<HttpResponse, 'body'> {
  /** Throws when the function fails midway: the connection is cut then (STRM-13). */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** In words, for the log and the console; never sent to the client. */
  readonly reason?: string;
}

/** A response that is all there, as one that is streamed. */
export function streamWhole({ body, ...response }: HttpResponse): StreamedResponse {
  return { ...response, chunks: chunksOf(body) };
}

/** A streamed response as it leaves: without body where HTTP has none. */
export function sealStream(
  request: HttpRequest,
  statusCode: number,
  headers: readonly HeaderLine[],
  chunks: AsyncIterable<Uint8Array>,
): StreamedResponse {
  const empty = request.method.toUpperCase() === 'HEAD' || statusCode === 204 || statusCode === 304;
  return { statusCode, headers, chunks: empty ? chunksOf() : chunks };
}

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
}
