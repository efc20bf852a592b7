import { compressResponse } from '../front-doors/rest-api/compression.ts';
import { restResponse } from '../front-doors/rest-api/response.ts';
import { responseTraceId } from '../front-doors/trace-id.ts';
import type { FrontDoorResponse } from '../http.ts';
import { readLambdaPayload } from '../mapping/lambda-payload.ts';
import { mapRequest } from '../mapping/map-request.ts';
import { mapAcceptedEvent, mapLambdaResult } from '../mapping/map-response.ts';
import { isRefusal, type Refusal } from '../mapping/refusal.ts';
import type { IntegrationCall } from './rest-integrations.ts';
import { restMappingScope } from './rest-mapping-scope.ts';

/** The non-proxy `AWS` integration with Lambda: map the request, invoke, select and map the response (REQ-1..REQ-52). */
export async function integrateAws(call: IntegrationCall): Promise<FrontDoorResponse | Refusal> {
  const { method, request, exchange, route, invoke } = call;
  const mapped = mapRequest(method.settings, request, restMappingScope(call, request, exchange));
  if (isRefusal(mapped)) return mapped;
  const input = readLambdaPayload(mapped);
  if (isRefusal(input)) return input;

  const invocation = invoke(input.payload);
  // An asynchronous invocation is answered at once (REQ-51).
  const result = input.invocationType === 'Event' ? undefined : await invocation;
  if (result !== undefined && isRefusal(result)) return result;
  const response =
    result === undefined
      ? mapAcceptedEvent(method.settings, mapped)
      : mapLambdaResult(method.settings, mapped, result);
  if (isRefusal(response)) return response;

  const traceId = ['X-Amzn-Trace-Id', responseTraceId(request, exchange)] as const;
  const headers = [...response.headers, traceId];
  const compressed = compressResponse({ ...response, headers }, request, route);
  return { ...response, ...restResponse(compressed, request, route, exchange) };
}
