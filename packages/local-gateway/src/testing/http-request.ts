import type { HeaderLine, HttpRequest } from '../http.ts';

/** A web request as a front door receives it, with the body that was read from it. */
export function toHttpRequest(request: Request, body: Uint8Array): HttpRequest {
  const { host, pathname, search } = new URL(request.url);
  const headers: readonly HeaderLine[] = [
    ['host', host],
    ...Array.from(request.headers).filter(([name]) => name !== 'host'),
  ];
  const length: readonly HeaderLine[] =
    body.byteLength > 0 && !request.headers.has('content-length')
      ? [['content-length', String(body.byteLength)]]
      : [];
  return {
    method: request.method,
    target: `${pathname}${search}`,
    headers: [...headers, ...length],
    body,
  };
}

/** The bytes of a web request's body, which stays readable. */
export async function readBody(request: Request): Promise<Uint8Array> {
  return new Uint8Array(await request.clone().arrayBuffer());
}
