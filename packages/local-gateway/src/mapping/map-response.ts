import { headerProblem } from '../front-doors/outgoing-headers.ts';
import { readStatusCode } from '../front-doors/result-members.ts';
import type { FrontDoorResponse, HeaderLine } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import { convertResponseBody, toBytes, toText, type Content } from './content-handling.ts';
import { responseHeaderName } from './header-names.ts';
import { chooseIntegrationResponse, type IntegrationOutcome } from './integration-response.ts';
import { parseJsonBody, printBodyPath } from './json/json-body.ts';
import type { MappedRequest } from './map-request.ts';
import type { IntegrationResponseSettings, MethodSettings } from './method-settings.ts';
import { readResponseOverrides } from './overrides.ts';
import { readParameterSource } from './parameter-source.ts';
import { configurationError, isRefusal, type Refusal } from './refusal.ts';
import { headerOf } from './request-values.ts';
import { chooseResponseTemplate } from './response-template.ts';
import { renderTemplate } from './vtl/template.ts';

/** What an integration answered. */
export interface IntegrationAnswer {
  readonly outcome: IntegrationOutcome;
  readonly headers: readonly HeaderLine[];
  readonly body: Content;
}

/**
 * Maps what a function came to into the client's response (REQ-30..REQ-46). Headers are the mapped ones
 * and `Content-Type`; the front door adds its own. A refusal becomes a gateway response.
 */
export function mapLambdaResult(
  method: MethodSettings,
  mapped: MappedRequest,
  result: Pick<InvocationResult, 'payload' | 'functionError' | 'requestId'>,
): FrontDoorResponse | Refusal {
  return mapResponse(method, mapped, {
    outcome:
      result.functionError === undefined
        ? { kind: 'success' }
        : { kind: 'function-error', message: readErrorMessage(result.payload) },
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', result.requestId],
      ['X-Amz-Executed-Version', '$LATEST'],
    ],
    // REQ-41, REQ-42: JSON text as it came, an envelope is not interpreted.
    body: result.payload,
  });
}

/** The answer to an invocation of type `Event`: the default integration response with an empty body (REQ-51). */
export function mapAcceptedEvent(
  method: MethodSettings,
  mapped: MappedRequest,
): FrontDoorResponse | Refusal {
  return mapResponse(method, mapped, { outcome: { kind: 'success' }, headers: [], body: '' });
}

/** Maps any integration's answer into the client's response (REQ-30..REQ-46, REQ-59). */
export function mapResponse(
  method: MethodSettings,
  mapped: MappedRequest,
  answer: IntegrationAnswer,
): FrontDoorResponse | Refusal {
  const response = chooseIntegrationResponse(method, answer.outcome);
  if (isRefusal(response)) return response;

  const accept = headerOf(mapped.request.headers, 'accept');
  const converted = convertResponseBody(
    answer.body,
    { accept, contentType: headerOf(answer.headers, 'content-type') },
    mapped.scope.binaryMediaTypes ?? [],
    response.ContentHandling,
  );
  if (isRefusal(converted)) return converted;

  const template = chooseResponseTemplate(response.ResponseTemplates, accept);
  let body = converted.content;
  if (template !== undefined) {
    const rendered = renderTemplate(template, {
      body: toText(body),
      values: mapped.values,
      context: mapped.context,
      stageVariables: mapped.scope.stageVariables,
    });
    if ('error' in rendered) {
      return configurationError(
        `Unable to transform response: template of integration response ${response.StatusCode}: ${rendered.error}`,
      );
    }
    body = rendered.text;
  } else if (answer.outcome.kind === 'mock') {
    body = '';
  }

  const overrides = readResponseOverrides(mapped.context);
  const headers = toHeaderLines(mapResponseHeaders(response, mapped, answer, overrides.headers));
  const problem = headers.map(headerProblem).find((found) => found !== undefined);
  if (problem !== undefined) return configurationError(`mapped ${problem}`);
  const status = overrides.status ?? response.StatusCode;
  const statusCode = readStatusCode(status);
  if (statusCode === undefined) {
    return configurationError(`mapped status is ${status}, expected 200 to 599`);
  }
  return {
    statusCode,
    headers,
    body: toBytes(body),
  };
}

/** REQ-44, then REQ-25: an override replaces a mapped header. */
function mapResponseHeaders(
  response: IntegrationResponseSettings,
  mapped: MappedRequest,
  answer: IntegrationAnswer,
  overrides: ReadonlyMap<string, string>,
): Map<string, HeaderLine> {
  const responseHeaders = new Map<string, string[]>();
  for (const [name, value] of answer.headers) {
    const key = name.toLowerCase();
    responseHeaders.set(key, [...(responseHeaders.get(key) ?? []), value]);
  }
  const sources = {
    request: mapped.values,
    stageVariables: mapped.scope.stageVariables,
    context: mapped.scope.context,
    requestBody: () => undefined,
    responseHeaders,
    responseBody: (path: string) => printBodyPath(parseJsonBody(toText(answer.body)), path),
  };
  // REQ-43
  const headers = new Map<string, HeaderLine>([
    ['content-type', ['Content-Type', 'application/json']],
  ]);
  for (const [target, source] of Object.entries(response.ResponseParameters)) {
    const name = /^method\.response\.header\.([\s\S]+)$/.exec(target)?.[1];
    const value = readParameterSource(source, sources)?.at(-1);
    if (name !== undefined && value !== undefined) headers.set(name.toLowerCase(), [name, value]);
  }
  for (const [name, value] of overrides) headers.set(name.toLowerCase(), [name, value]);
  return headers;
}

/** REQ-45: remapped as in RESP-22, dropped as in RESP-24; a value never carries a line break onto the wire. */
function toHeaderLines(headers: ReadonlyMap<string, HeaderLine>): HeaderLine[] {
  return [...headers.values()].flatMap(([name, value]): HeaderLine[] => {
    const mappedName = responseHeaderName(name);
    return mappedName === undefined ? [] : [[mappedName, value.replace(/[\r\n]+/g, ' ')]];
  });
}

/** REQ-31, REQ-38: patterns see `errorMessage`; other texts of an error object are matched whole. */
function readErrorMessage(payload: string): string {
  const error = parseJsonBody(payload);
  if (error instanceof Map) {
    const message: unknown = error.get('errorMessage');
    if (typeof message === 'string') return message;
  }
  return payload;
}
