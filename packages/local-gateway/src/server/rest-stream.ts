import { restApi } from '../front-doors/rest-api/rest-api.ts';
import { readRestStream } from '../front-doors/rest-api/stream-result.ts';
import type { FrontDoorResponse } from '../http.ts';
import { isRefusal, type Refusal } from '../mapping/refusal.ts';
import { checkRequestParameters } from '../mapping/request-parameters.ts';
import type { IntegrationCall } from './rest-integrations.ts';

/** `AWS_PROXY` with `ResponseTransferMode: STREAM`: what the function streams goes out as it comes (STRM-1..STRM-13). */
export async function integrateAwsProxyStream({
  method,
  request,
  route,
  exchange,
  invoke,
}: IntegrationCall): Promise<FrontDoorResponse | Refusal> {
  const illegal = checkRequestParameters(method.settings.Integration);
  if (illegal !== undefined) return illegal;
  const event = restApi.buildEvent(request, route, exchange);
  const result = await invoke(JSON.stringify(event), { responseStreaming: true });
  return isRefusal(result) ? result : readRestStream(result, request, route, exchange);
}
