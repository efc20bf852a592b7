import type { HttpRequest } from '../http.ts';
import { convertRequestBody, toText, type Content } from './content-handling.ts';
import { isMalformed, parseJsonBody, printBodyPath } from './json/json-body.ts';
import type { MethodSettings } from './method-settings.ts';
import { applyRequestOverrides, createContextMap } from './overrides.ts';
import { badRequest, configurationError, isRefusal, type Refusal } from './refusal.ts';
import {
  checkRequestParameters,
  mapRequestParameters,
  readsRequestBody,
  type IntegrationParameters,
} from './request-parameters.ts';
import { chooseRequestTemplate } from './request-template.ts';
import {
  headerOf,
  readRequestValues,
  type MappingScope,
  type RequestValues,
} from './request-values.ts';
import { renderTemplate } from './vtl/template.ts';
import type { JavaMap } from './java-values.ts';

/** A request on its way to an integration, and what the response mapping still needs of it. */
export interface MappedRequest {
  /** Body for the integration: a rendered template, or the client's after content handling. */
  readonly body: Content;
  readonly parameters: IntegrationParameters;
  readonly request: HttpRequest;
  readonly scope: MappingScope;
  readonly values: RequestValues;
  /** `$context` with what the request template wrote into it (REQ-26). */
  readonly context: JavaMap;
}

/**
 * Maps a client's request for an integration of type `AWS`, `HTTP` or `MOCK`: content handling, choice
 * of a template, parameters, rendering, overrides (REQ-1..REQ-27). Give the result of an `AWS`
 * integration to {@link readLambdaPayload}.
 */
export function mapRequest(
  method: MethodSettings,
  request: HttpRequest,
  scope: MappingScope,
): MappedRequest | Refusal {
  const integration = method.Integration;
  const illegal = checkRequestParameters(integration);
  if (illegal !== undefined) return illegal;

  const contentType = headerOf(request.headers, 'content-type');
  const binaryTypes = scope.binaryMediaTypes ?? [];
  const choice = chooseRequestTemplate(integration, contentType);
  if (isRefusal(choice)) return choice;
  const converted = convertRequestBody(
    request.body,
    contentType,
    binaryTypes,
    integration.ContentHandling,
  );
  if (isRefusal(converted)) return converted;

  const values = readRequestValues(request, scope);
  const parameters = mapParameters(integration, values, scope, toText(converted.content));
  if (isRefusal(parameters)) return parameters;
  const context = createContextMap(scope.context);
  const mapped = { parameters, request, scope, values, context };
  if (!('template' in choice)) return { ...mapped, body: converted.content };

  if (typeof converted.content !== 'string') {
    // REQ-12, REQ-61
    return configurationError(
      `Unable to transform request: body of binary media type ${contentType ?? 'application/json'} cannot be rendered by a template, expected contentHandling CONVERT_TO_TEXT`,
    );
  }
  const rendered = renderTemplate(choice.template, {
    // REQ-8
    body: converted.content === '' ? '{}' : converted.content,
    values,
    context,
    stageVariables: scope.stageVariables,
  });
  if ('error' in rendered) {
    if (rendered.malformedBody === true) return malformedBody(rendered.error);
    return configurationError(`Unable to transform request: request template: ${rendered.error}`);
  }
  applyRequestOverrides(parameters, context);
  return { ...mapped, body: rendered.text };
}

/** REQ-10: a body is parsed only when a mapping reads it, and must then be JSON. */
function mapParameters(
  integration: MethodSettings['Integration'],
  values: RequestValues,
  scope: MappingScope,
  body: string,
): IntegrationParameters | Refusal {
  const json = readsRequestBody(integration) ? parseJsonBody(body) : null;
  if (isMalformed(json)) {
    return badRequest(
      'BAD_REQUEST_BODY',
      'Invalid JSON in request body',
      `a request parameter reads method.request.body: ${json.malformed}`,
    );
  }
  return mapRequestParameters(integration, {
    request: values,
    stageVariables: scope.stageVariables,
    context: scope.context,
    requestBody: (path) => printBodyPath(json, path),
  });
}

/** A template read a body that is no JSON: refused as Lambda would have (REQ-9). */
function malformedBody(error: string): Refusal {
  return badRequest(
    'BAD_REQUEST_BODY',
    `Could not parse request body into json: ${error}`,
    `request template reads the body as JSON: ${error}`,
  );
}
