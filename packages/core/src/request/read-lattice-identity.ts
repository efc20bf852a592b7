import { type Identity, noIdentity } from './identity.ts';
import { asText, isRecord } from '../own.ts';

/** Who calls through VPC Lattice: the principal of a signed request (LAT-2). */
export function readLatticeIdentity(identity: unknown): Identity {
  if (!isRecord(identity)) return noIdentity;
  const userArn = asText(identity['principal']);
  if (userArn === undefined) return noIdentity;
  return {
    kind: 'iam',
    accountId: userArn.split(':', 5).at(4),
    accessKey: undefined,
    userArn,
    userId: asText(identity['sessionName']),
    principalOrgId: asText(identity['principalOrgID']),
    cognitoIdentityId: undefined,
  };
}
