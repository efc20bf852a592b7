import type { Resource } from '../assembly/resources.ts';
import { readMethodSettings, type MethodSettings } from '../mapping/method-settings.ts';
import type { RequestValidatorSettings } from '../mapping/validate-request.ts';
import { functionArnOf, type FunctionCatalog } from './functions.ts';
import { booleanOf, numberOf, objectOf, textOf, type Properties } from './properties.ts';

/** A method of a REST API with its integration. */
export interface RestMethod {
  readonly logicalId: string;
  /** Upper case, or `ANY`. */
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
  /** ARN of the function its integration calls, without a qualifier. */
  readonly functionArn?: string;
  /** How long the integration may take (REST-63). */
  readonly timeoutInMillis: number;
  /** `STREAM` passes on what the function streams, as it comes (STRM-1). */
  readonly responseTransferMode: 'BUFFERED' | 'STREAM';
  readonly validator?: RequestValidatorSettings;
  /** Integration, templates, parameters and responses as CloudFormation spells them. */
  readonly settings: MethodSettings;
  /** Why its integration cannot be served here. */
  readonly problem?: string;
}

/** Reads an `AWS::ApiGateway::Method`; `validators` are the properties of request validators by their id. */
export function readRestMethod(
  { logicalId, properties }: Resource,
  validators: ReadonlyMap<string, Properties>,
  functions: FunctionCatalog,
): RestMethod {
  const validator = validators.get(textOf(properties, 'RequestValidatorId') ?? '');
  const settings = readMethodSettings(properties);
  const functionArn = functionArnOf(settings.Integration.Uri);
  const why = problemOf(settings, functionArn, functions);
  const integration = objectOf(properties, 'Integration');
  return {
    logicalId,
    httpMethod: textOf(properties, 'HttpMethod') ?? 'ANY',
    authorizationType: textOf(properties, 'AuthorizationType') ?? 'NONE',
    apiKeyRequired: booleanOf(properties, 'ApiKeyRequired'),
    ...(functionArn === undefined ? {} : { functionArn }),
    timeoutInMillis: numberOf(integration, 'TimeoutInMillis') ?? 29_000,
    responseTransferMode:
      textOf(integration, 'ResponseTransferMode') === 'STREAM' ? 'STREAM' : 'BUFFERED',
    ...(validator && {
      validator: {
        ValidateRequestParameters: booleanOf(validator, 'ValidateRequestParameters'),
        ValidateRequestBody: booleanOf(validator, 'ValidateRequestBody'),
      },
    }),
    settings,
    ...(why !== undefined && { problem: why }),
  };
}

function problemOf(
  { Integration: { Type, Uri } }: MethodSettings,
  functionArn: string | undefined,
  functions: FunctionCatalog,
): string | undefined {
  if (Type === 'MOCK') return undefined;
  if (Type !== 'AWS' && Type !== 'AWS_PROXY') return `integration type ${Type} is not served here`;
  // A stage variable in it is known only to the request (REQ-52).
  if (Uri.includes('${stageVariables')) {
    return 'an integration with a stage variable in its URI is not served here';
  }
  return functionArn === undefined
    ? 'an AWS integration that calls no Lambda function is not served here'
    : functions.problemOf(functionArn);
}
