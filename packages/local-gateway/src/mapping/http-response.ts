import type { FrontDoorResponse, HeaderLine, HttpResponse } from '../http.ts';
import { responseHeaderName } from './header-names.ts';
import type { MappedRequest } from './map-request.ts';
import { mapResponse } from './map-response.ts';
import type { MethodSettings } from './method-settings.ts';
import type { Refusal } from './refusal.ts';

/** Maps the answer of the backend of an `HTTP` integration: patterns see its status (REQ-35). */
export function mapBackendResponse(
  method: MethodSettings,
  mapped: MappedRequest,
  { statusCode, headers, body }: HttpResponse,
): FrontDoorResponse | Refusal {
  return mapResponse(method, mapped, { outcome: { kind: 'http', statusCode }, headers, body });
}

/** The answer of the backend of an `HTTP_PROXY` integration as the client gets it (RESP-25). */
export function readBackendResponse({ statusCode, headers, body }: HttpResponse): HttpResponse {
  return {
    statusCode,
    headers: headers.flatMap(([name, value]): HeaderLine[] => {
      // The gateway has a request id of its own.
      const isId = name.toLowerCase() === 'x-amzn-requestid';
      const sent = isId ? `x-amzn-Remapped-${name}` : responseHeaderName(name);
      return sent === undefined ? [] : [[sent, value]];
    }),
    body,
  };
}
