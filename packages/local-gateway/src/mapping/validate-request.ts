import type { HttpRequest } from '../http.ts';
import { contentMediaType, toText } from './content-handling.ts';
import { mediaType } from '../front-doors/media-type.ts';
import { validateModel } from './model-validation.ts';
import type { MethodSettings } from './method-settings.ts';
import { badRequest, type Refusal } from './refusal.ts';
import { headerOf, readRequestValues, type MappingScope } from './request-values.ts';

/** The properties of an `AWS::ApiGateway::RequestValidator`. */
export interface RequestValidatorSettings {
  readonly ValidateRequestParameters?: boolean;
  readonly ValidateRequestBody?: boolean;
}

/** A refusal of a body, with what the model says is wrong. */
export interface ValidationRefusal extends Refusal {
  /** `$context.error.validationErrorString` (REQ-29). */
  readonly validationError?: string;
}

/** Validates parameters, then the body, for any type of integration (REQ-53..REQ-57); `undefined` when all is well. */
export function validateRequest(
  method: Pick<MethodSettings, 'RequestParameters' | 'RequestModels'>,
  validator: RequestValidatorSettings,
  request: HttpRequest,
  scope: MappingScope,
): ValidationRefusal | undefined {
  // REQ-55: parameters first.
  const parameters = validator.ValidateRequestParameters === true;
  return (
    (parameters ? validateParameters(method, request, scope) : undefined) ??
    (validator.ValidateRequestBody === true ? validateBody(method, request, scope) : undefined)
  );
}

/** REQ-53: must exist and not be blank; headers are named first, then path, then query. */
function validateParameters(
  method: Pick<MethodSettings, 'RequestParameters'>,
  request: HttpRequest,
  scope: MappingScope,
): Refusal | undefined {
  const values = readRequestValues(request, scope);
  const required = Object.entries(method.RequestParameters)
    .filter(([, isRequired]) => isRequired)
    .map(([source]) => source);
  const missing = (['header', 'path', 'querystring'] as const).flatMap((kind) =>
    required
      .filter((source) => source.startsWith(`method.request.${kind}.`))
      .map((source) => source.slice(`method.request.${kind}.`.length))
      .filter((name) => {
        const value =
          kind === 'header'
            ? headerOf(scope.headers ?? request.headers, name.toLowerCase())
            : values[kind].get(name)?.at(-1);
        return value === undefined || value.trim() === '';
      }),
  );
  if (missing.length === 0) return undefined;
  const message = `Missing required request parameters: [${missing.join(', ')}]`;
  return badRequest('BAD_REQUEST_PARAMETERS', message, message.toLowerCase());
}

/** REQ-54, REQ-56: the model of the content type decides; without one nothing is validated. */
function validateBody(
  method: Pick<MethodSettings, 'RequestModels'>,
  request: HttpRequest,
  scope: MappingScope,
): ValidationRefusal | undefined {
  const type = contentMediaType(headerOf(request.headers, 'content-type'));
  const models = Object.entries(method.RequestModels);
  const name = (
    models.find(([key]) => mediaType(key) === type) ?? models.find(([key]) => key === '$default')
  )?.[1];
  if (name === undefined) return undefined;
  const problem = validateModel(name, toText(request.body), scope.models ?? {});
  if (problem === undefined) return undefined;
  return {
    ...badRequest('BAD_REQUEST_BODY', 'Invalid request body', `model ${name}: ${problem}`),
    validationError: problem,
  };
}
