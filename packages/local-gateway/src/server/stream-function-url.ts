import type { Exchange } from '../exchange.ts';
import {
  functionUrlResponse,
  functionUrlServerError,
} from '../front-doors/function-url/response.ts';
import type { FunctionUrlRoute } from '../front-doors/function-url/route.ts';
import { withDefaultHeader } from '../front-doors/header-lines.ts';
import { readEnvelope } from '../front-doors/result-envelope.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { InvocationResult, InvocationStream } from '../invocation.ts';
import { readStreamStart } from './stream-prelude.ts';
import { streamed } from './streamed.ts';

/** The response of a function URL for a function that streams: with metadata (FURL-20), or bytes alone (FURL-21). */
export async function streamFunctionUrl(
  { requestId }: InvocationResult,
  stream: InvocationStream,
  request: HttpRequest,
  route: FunctionUrlRoute,
  exchange: Exchange,
): Promise<FrontDoorResponse> {
  // The id that the client sees is the one of the invocation (FURL-14).
  const own: Exchange = { ...exchange, requestId };
  const start = await readStreamStart(stream);
  if (typeof start === 'string') return functionUrlServerError(start, request, route, own);
  const { metadata = {}, chunks } = start;
  const { statusCode = 200, headers, cookies } = metadata;
  const envelope = readEnvelope({ statusCode, headers, cookies }, { objectBody: 'refused' });
  if (typeof envelope === 'string') return functionUrlServerError(envelope, request, route, own);
  const lines = withDefaultHeader(envelope.headers, ['Content-Type', 'application/octet-stream']);
  const response = functionUrlResponse({ ...envelope, headers: lines }, request, route, own);
  return streamed(response, request, chunks);
}
