import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HttpRequest } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { withDefaultHeader } from '../header-lines.ts';
import { readPrelude } from '../prelude.ts';
import { readEnvelope } from '../result-envelope.ts';
import { sealStream } from '../streamed-response.ts';
import { functionUrlHeaders, functionUrlServerError } from './response.ts';
import { readFunctionUrlResult } from './result.ts';
import type { FunctionUrlRoute } from './route.ts';

/**
 * The response of a function URL with invoke mode `RESPONSE_STREAM`: status, headers and cookies of the
 * prelude where the content type announces one (FURL-20), else a 200 of that type (FURL-21). A function that
 * does not stream is read as FURL-18 says.
 */
export async function readFunctionUrlStream(
  result: InvocationResult,
  request: HttpRequest,
  route: FunctionUrlRoute,
  exchange: Exchange,
): Promise<FrontDoorResponse> {
  const own: Exchange = { ...exchange, requestId: result.requestId };
  if (!result.stream) {
    const streams = { ...route, invokeMode: 'RESPONSE_STREAM' } as const;
    return readFunctionUrlResult(result, request, streams, exchange);
  }
  const { contentType, chunks } = result.stream;
  if (contentType !== WITH_PRELUDE) {
    const headers = functionUrlHeaders([['Content-Type', contentType]], request, route, own);
    return sealStream(request, 200, headers, chunks);
  }
  const prelude = await readPrelude(chunks);
  if (typeof prelude === 'string') {
    return functionUrlServerError(prelude, request, route, own);
  }
  const metadata = { statusCode: 200, ...prelude.metadata, body: null };
  const envelope = readEnvelope(metadata, { objectBody: 'refused' });
  if (typeof envelope === 'string') {
    return functionUrlServerError(envelope, request, route, own);
  }
  const lines = withDefaultHeader(envelope.headers, ['Content-Type', 'application/octet-stream']);
  const headers = functionUrlHeaders(lines, request, route, own);
  return sealStream(request, envelope.statusCode, headers, prelude.chunks);
}

const WITH_PRELUDE = 'application/vnd.awslambda.http-integration-response';
