import { type Identity, noIdentity } from './identity.ts';
import { isObject, own, ownText } from './own.ts';

/** Who calls, from the `requestContext` of payload format 1.0 (REST-19..23). */
export function gatewayIdentity(context: unknown): Identity {
  const authorizer = own(context, 'authorizer');
  const claims = own(authorizer, 'claims');
  if (isObject(claims)) return { kind: 'cognito', claims };
  if (isObject(authorizer) && 'principalId' in authorizer)
    return { kind: 'lambda', context: authorizer };
  const identity = own(context, 'identity');
  const userArn = ownText(identity, 'userArn');
  if (userArn === undefined) return noIdentity;
  return { kind: 'iam', accountId: ownText(identity, 'accountId'), userArn };
}
