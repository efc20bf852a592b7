import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import { toText } from './content-handling.ts';
import { isMalformed, parseJsonBody } from './json/json-body.ts';
import { mapRequest } from './map-request.ts';
import { mapResponse } from './map-response.ts';
import type { MethodSettings } from './method-settings.ts';
import { configurationError, isRefusal, type Refusal } from './refusal.ts';
import type { MappingScope } from './request-values.ts';

/** Answers for an integration of type `MOCK`: the request template gives the status (REQ-58..REQ-61). */
export function answerMock(
  method: MethodSettings,
  request: HttpRequest,
  scope: MappingScope,
): FrontDoorResponse | Refusal {
  const mapped = mapRequest(method, request, scope);
  if (isRefusal(mapped)) return mapped;
  if (typeof mapped.body !== 'string') {
    // REQ-61
    return configurationError(
      'Unable to transform request: body of a binary media type, expected contentHandling CONVERT_TO_TEXT on the mock integration',
    );
  }
  const statusCode = readStatusCode(mapped.body);
  if (statusCode === undefined) {
    // REQ-58, REQ-60
    return configurationError(
      `mock request gave ${JSON.stringify(mapped.body.slice(0, 80))}, expected an object with an integer statusCode`,
    );
  }
  return mapResponse(method, mapped, {
    outcome: { kind: 'mock', statusCode },
    headers: [],
    body: mapped.body,
  });
}

function readStatusCode(text: string): number | undefined {
  const object = parseJsonBody(toText(text));
  if (isMalformed(object) || !(object instanceof Map)) return undefined;
  const status = object.get('statusCode');
  return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
}
