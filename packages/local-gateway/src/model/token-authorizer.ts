import type { Resource } from '../assembly/resources.ts';
import { textOf, textsOf } from './properties.ts';

/** An authorizer that takes tokens of a user pool (REST API) or of any issuer (HTTP API). */
export interface TokenAuthorizer {
  readonly kind: 'token';
  readonly id: string;
  readonly name: string;
  /** `method.request.header.Authorization`, `$request.header.Authorization` … */
  readonly identitySource: string;
}

/** Reads an `AWS::ApiGateway::Authorizer` of type `COGNITO_USER_POOLS`, or an `AWS::ApiGatewayV2::Authorizer` of type `JWT`. */
export function readTokenAuthorizer({ id, logicalId, properties }: Resource): TokenAuthorizer {
  const [source] = textsOf(properties, 'IdentitySource');
  return {
    kind: 'token',
    id,
    name: textOf(properties, 'Name') ?? logicalId,
    identitySource:
      source ?? textOf(properties, 'IdentitySource') ?? '$request.header.Authorization',
  };
}
