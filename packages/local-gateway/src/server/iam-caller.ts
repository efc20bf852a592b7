import type { JsonObject } from '../front-doors/json.ts';
import type { HttpRequest } from '../http.ts';
import type { IamIdentity, Settings } from '../model/settings.ts';
import { readSignature } from './sigv4-header.ts';
import type { Tracer } from './trace-request.ts';

/** The declared caller of a signed request, or why there is none; the signature is not verified. */
export function readIamCaller(
  request: HttpRequest,
  { iam }: Settings,
  tracer: Tracer,
): IamIdentity | { readonly reason: string } {
  const signature = readSignature(request);
  if (signature.kind !== 'signed') {
    return {
      reason:
        signature.kind === 'malformed'
          ? signature.reason
          : 'the request is not signed, and AWS_IAM is asked for',
    };
  }
  const caller = iam.get(signature.accessKey);
  if (caller === undefined) {
    return {
      reason: `access key ${signature.accessKey} is none of those that local-gateway.json declares under identities.iam`,
    };
  }
  tracer.note(
    `test identity ${caller.userArn} of local-gateway.json was taken, its signature unverified`,
  );
  return caller;
}

/** `requestContext.authorizer` under `AWS_IAM` (HTTP2-19, FURL-3). */
export function iamAuthorizer({ accessKey, accountId, userArn, userId }: IamIdentity): JsonObject {
  return {
    iam: {
      accessKey,
      accountId,
      callerId: userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn,
      userId,
    },
  };
}
