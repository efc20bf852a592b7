import { compressResponse } from '../front-doors/rest-api/compression.ts';
import { restResponse, restServiceHeaders } from '../front-doors/rest-api/response.ts';
import { sealStream } from '../front-doors/streamed-response.ts';
import { eventTraceId } from '../front-doors/trace-id.ts';
import type { FrontDoorResponse, HeaderLine } from '../http.ts';
import { buildHttpProxyRequest, buildHttpRequest } from '../mapping/http-request.ts';
import { mapBackendResponse, readBackendResponse } from '../mapping/http-response.ts';
import { isRefusal, type Refusal } from '../mapping/refusal.ts';
import { BackendError, callBackend, isLoopbackBackend } from './call-backend.ts';
import { notSupported } from './not-supported.ts';
import type { IntegrationCall } from './rest-integrations.ts';
import { restMappingScope } from './rest-mapping-scope.ts';

/**
 * The `HTTP` and `HTTP_PROXY` integrations (REQ-47..REQ-50, RESP-25). Only this machine is called, and what
 * `local-gateway.json` allows: a template that somebody else wrote must not make this gateway a proxy.
 */
export async function integrateHttp(
  call: Omit<IntegrationCall, 'invoke'>,
  allowedHosts: readonly string[],
): Promise<FrontDoorResponse | Refusal> {
  const { method, request, exchange, route } = call;
  const proxy = method.settings.Integration.Type === 'HTTP_PROXY';
  const build = proxy ? buildHttpProxyRequest : buildHttpRequest;
  const scope = restMappingScope(call, request, exchange);
  const backend = build(method.settings, request, scope, eventTraceId(request, exchange));
  if (isRefusal(backend)) return backend;
  const { url } = backend;
  if (!isLoopbackBackend(url) && !allowedHosts.includes(url.hostname)) {
    return notSupported(
      `${url.hostname} is not called from here, name it under allowedHttpHosts in local-gateway.json to allow it`,
    );
  }
  try {
    const streams = proxy && method.responseTransferMode === 'STREAM';
    const answer = await callBackend(backend, method.timeoutInMillis, { streams });
    if (answer.stream !== undefined) {
      // STRM-1, STRM-8.
      const { statusCode, headers } = readBackendResponse(answer);
      const own = restServiceHeaders(statusCode, request, route, exchange);
      return sealStream(request, statusCode, [...headers, ...own], answer.stream);
    }
    const response = proxy
      ? readBackendResponse(answer)
      : mapBackendResponse(method.settings, backend.mapped, answer);
    if (isRefusal(response)) return response;
    // The backend of a proxy writes its own, if any.
    const own: readonly HeaderLine[] = proxy
      ? []
      : [['X-Amzn-Trace-Id', eventTraceId(request, exchange)]];
    const headers = [...response.headers, ...own];
    const compressed = compressResponse({ ...response, headers }, request, route);
    return { ...response, ...restResponse(compressed, request, route, exchange) };
  } catch (error) {
    if (error instanceof BackendError) return noAnswer(error);
    throw error;
  }
}

function noAnswer({ message, timedOut }: BackendError): Refusal {
  return timedOut
    ? {
        refused: 'INTEGRATION_TIMEOUT',
        statusCode: 504,
        message: 'Endpoint request timed out',
        reason: message,
      }
    : {
        refused: 'INTEGRATION_FAILURE',
        statusCode: 504,
        message: 'Network error communicating with endpoint',
        reason: message,
      };
}
