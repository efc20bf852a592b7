import type { Diagnostic, Resource } from '../assembly/resources.ts';
import type { FunctionCatalog } from './functions.ts';
import { booleanOf, numberOf, textOf, textsOf } from './properties.ts';
import { problem } from './resource-index.ts';

/** An authorizer that is a function. */
export interface LambdaAuthorizer {
  readonly kind: 'lambda';
  readonly id: string;
  readonly name: string;
  /** On REST APIs the URI where it has stage variables. */
  readonly functionArn: string;
  /** `TOKEN` exists on REST APIs only. */
  readonly type: 'TOKEN' | 'REQUEST';
  /** `method.request.header.X` … on REST APIs, `$request.header.X` … on HTTP APIs. */
  readonly identitySources: readonly string[];
  /** What a token must look like, as a whole (GW-16). */
  readonly validation?: string;
  /** How long an answer is kept; `0` for not at all (GW-20). */
  readonly ttlSeconds: number;
  /** Of its event; `1.0` on REST APIs. */
  readonly payloadFormatVersion: '1.0' | '2.0';
  /** It answers `{ isAuthorized }` instead of a policy (HTTP2-20). */
  readonly simpleResponses: boolean;
  /** Why it cannot be asked here. */
  readonly problem?: string;
}

/** Reads an `AWS::ApiGateway::Authorizer` of type `TOKEN` or `REQUEST`. */
export function readRestLambdaAuthorizer(
  { id, logicalId, properties }: Resource,
  functions: FunctionCatalog,
): LambdaAuthorizer {
  const sources = textOf(properties, 'IdentitySource') ?? '';
  const validation = textOf(properties, 'IdentityValidationExpression');
  const uri = textOf(properties, 'AuthorizerUri') ?? '';
  return {
    kind: 'lambda',
    id,
    name: textOf(properties, 'Name') ?? logicalId,
    // What a stage variable stands for is known only with the stage.
    ...(uri.includes('${stageVariables') ? { functionArn: uri } : readFunction(uri, functions)),
    type: textOf(properties, 'Type') === 'TOKEN' ? 'TOKEN' : 'REQUEST',
    identitySources: sources
      .split(',')
      .map((source) => source.trim())
      .filter((source) => source !== ''),
    ...(validation !== undefined && validation !== '' && { validation }),
    ttlSeconds: Math.min(numberOf(properties, 'AuthorizerResultTtlInSeconds') ?? 300, 3_600),
    payloadFormatVersion: '1.0',
    simpleResponses: false,
  };
}

/** Reads an `AWS::ApiGatewayV2::Authorizer` of type `REQUEST`. */
export function readHttpLambdaAuthorizer(
  { id, logicalId, properties }: Resource,
  functions: FunctionCatalog,
): LambdaAuthorizer {
  return {
    kind: 'lambda',
    id,
    name: textOf(properties, 'Name') ?? logicalId,
    ...readFunction(textOf(properties, 'AuthorizerUri') ?? '', functions),
    type: 'REQUEST',
    identitySources: textsOf(properties, 'IdentitySource'),
    ttlSeconds: Math.min(numberOf(properties, 'AuthorizerResultTtlInSeconds') ?? 300, 3_600),
    payloadFormatVersion:
      numberOf(properties, 'AuthorizerPayloadFormatVersion') === 2 ? '2.0' : '1.0',
    simpleResponses: booleanOf(properties, 'EnableSimpleResponses'),
  };
}

/** Why an authorizer cannot be asked here, if so; one that is no function always can. */
export function authorizerProblems(
  resource: Resource,
  authorizer: LambdaAuthorizer | { readonly kind: 'token' },
): readonly Diagnostic[] {
  if (authorizer.kind === 'token' || authorizer.problem === undefined) return [];
  return [problem(resource, `authorizer ${authorizer.name}: ${authorizer.problem}`)];
}

function readFunction(
  uri: string,
  functions: FunctionCatalog,
): { readonly functionArn: string; readonly problem?: string } {
  const functionArn = functions.arnOf(uri);
  if (functionArn === undefined) {
    return { functionArn: uri, problem: 'the authorizer names no Lambda function' };
  }
  const why = functions.problemOf(functionArn);
  return { functionArn, ...(why !== undefined && { problem: why }) };
}
