import { localAccount } from '../assembly/physical-ids.ts';
import type { Action } from './query.ts';
import { Fault } from './fault.ts';

/** Who is calling, and dummy credentials for every role that CDK assumes. */
export function sts(accepts: () => boolean): Readonly<Record<string, Action>> {
  return {
    GetCallerIdentity() {
      if (!accepts()) {
        throw new Fault(
          'InvalidClientTokenId',
          'The security token included in the request is invalid.',
          403,
        );
      }
      return {
        Account: localAccount,
        UserId: 'AIDALOCALLOCALLOCAL0',
        Arn: `arn:aws:iam::${localAccount}:user/local`,
      };
    },

    AssumeRole: (query) => ({
      Credentials: {
        AccessKeyId: 'ASIALOCALLOCALLOCAL0',
        SecretAccessKey: 'local',
        SessionToken: 'local',
        Expiration: new Date(Date.now() + 3_600_000),
      },
      AssumedRoleUser: { AssumedRoleId: 'AROALOCAL:local', Arn: query['RoleArn'] },
    }),
  };
}
