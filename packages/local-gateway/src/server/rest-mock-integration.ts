import { compressResponse } from '../front-doors/rest-api/compression.ts';
import { restResponse } from '../front-doors/rest-api/response.ts';
import type { FrontDoorResponse } from '../http.ts';
import { answerMock } from '../mapping/mock.ts';
import { isRefusal, type Refusal } from '../mapping/refusal.ts';
import type { IntegrationCall } from './rest-integrations.ts';
import { restMappingScope } from './rest-mapping-scope.ts';

/** The `MOCK` integration; its answers carry no trace id (REQ-58..REQ-61, RESP-19). */
export function integrateMock(call: Omit<IntegrationCall, 'invoke'>): FrontDoorResponse | Refusal {
  const { method, request, exchange, route } = call;
  const scope = restMappingScope(call, request, exchange);
  const response = answerMock(method.settings, request, scope);
  if (isRefusal(response)) return response;
  const compressed = compressResponse(response, request, route);
  return { ...response, ...restResponse(compressed, request, route, exchange) };
}
