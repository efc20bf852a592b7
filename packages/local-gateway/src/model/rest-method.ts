import type { Resource } from '../assembly/resources.ts';
import { readMethodSettings, type MethodSettings } from '../mapping/method-settings.ts';
import type { RequestValidatorSettings } from '../mapping/validate-request.ts';
import type { FunctionCatalog } from './functions.ts';
import type { LambdaAuthorizer } from './lambda-authorizer.ts';
import { booleanOf, numberOf, objectOf, textOf, textsOf, type Properties } from './properties.ts';
import type { TokenAuthorizer } from './token-authorizer.ts';

/** A method of a REST API with its integration. */
export interface RestMethod {
  /** Of a method of an OpenAPI document, that of its API and an id of its own: `Api-a1b2c3`. */
  readonly logicalId: string;
  /** Upper case, or `ANY`. */
  readonly httpMethod: string;
  /** Operation id of an imported OpenAPI document (REST-18). */
  readonly operationName?: string;
  /** `NONE`, `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`. */
  readonly authorizationType: string;
  /** Of `CUSTOM` and `COGNITO_USER_POOLS`. */
  readonly authorizer?: RestAuthorizer;
  /** One of them must be in a token of `COGNITO_USER_POOLS`. */
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  /** ARN of the function its integration calls, with the alias or version it names. */
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

/** What may authorize a method of a REST API. */
export type RestAuthorizer = LambdaAuthorizer | TokenAuthorizer;

/** What methods refer to by its id. */
export interface MethodReferences {
  /** Properties of request validators. */
  readonly validators: ReadonlyMap<string, Properties>;
  readonly authorizers: ReadonlyMap<string, RestAuthorizer>;
  readonly functions: FunctionCatalog;
}

/** Reads an `AWS::ApiGateway::Method`. */
export function readRestMethod(
  { logicalId, properties }: Resource,
  { validators, authorizers, functions }: MethodReferences,
): RestMethod {
  const operationName = textOf(properties, 'OperationName');
  const authorizer = authorizers.get(textOf(properties, 'AuthorizerId') ?? '');
  const validator = validators.get(textOf(properties, 'RequestValidatorId') ?? '');
  const settings = readMethodSettings(properties);
  const functionArn = functions.arnOf(settings.Integration.Uri);
  const integration = objectOf(properties, 'Integration');
  const why =
    textOf(integration, 'ConnectionType') === 'VPC_LINK'
      ? 'VPC links are not served here'
      : problemOf(settings, functionArn, functions);
  return {
    logicalId,
    httpMethod: textOf(properties, 'HttpMethod') ?? 'ANY',
    ...(operationName !== undefined && { operationName }),
    authorizationType: textOf(properties, 'AuthorizationType') ?? 'NONE',
    ...(authorizer && { authorizer }),
    authorizationScopes: textsOf(properties, 'AuthorizationScopes'),
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
  if (Type === 'HTTP' || Type === 'HTTP_PROXY') {
    return Uri === '' ? 'the integration has no URI' : undefined;
  }
  if (Type !== 'AWS' && Type !== 'AWS_PROXY') return `integration type ${Type} is not served here`;
  // What a stage variable stands for is known only with the stage (REQ-52).
  if (Uri.includes('${stageVariables')) return undefined;
  return functionArn === undefined
    ? 'an AWS integration that calls no Lambda function is not served here'
    : functions.problemOf(functionArn);
}
