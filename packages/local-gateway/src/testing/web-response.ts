import type { FrontDoorResponse } from '../http.ts';

/** A response of a front door as a web `Response`; several lines of a header stay several, `set-cookie` too. */
export function toWebResponse({
  statusCode,
  headers,
  body,
  stream,
  reason,
}: FrontDoorResponse): Response {
  const lines = new Headers();
  for (const [name, value] of headers) lines.append(name, value);
  const content = stream ? toWebStream(stream) : new Uint8Array(body);
  const response = new Response(NO_BODY.has(statusCode) ? null : content, {
    status: statusCode,
    headers: lines,
  });
  if (reason !== undefined) reasons.set(response, reason);
  return response;
}

/** Why a response of `invoke` is an error of the gateway, in words; `undefined` when it is the handler's own. */
export function reasonOf(response: Response): string | undefined {
  return reasons.get(response);
}

const reasons = new WeakMap<Response, string>();

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

function toWebStream(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
