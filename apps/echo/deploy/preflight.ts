import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DeployFailure } from './failure.ts';

/** Where a deploy goes. */
export interface Target {
  readonly account: string;
  readonly region: string;
  /** Set by `AWS_ENDPOINT_URL`: an emulator instead of AWS. */
  readonly endpoint?: string;
}

/** Finds out where the credentials at hand lead to, or says how to get some. */
export async function checkTarget(): Promise<Target> {
  const sts = new STSClient({ maxAttempts: 2 });
  const [credentials, region] = await Promise.allSettled([
    sts.config.credentials(),
    sts.config.region(),
  ]);
  const missing = [];
  if (credentials.status === 'rejected') missing.push(`no AWS credentials (${text(credentials)})`);
  if (region.status === 'rejected') missing.push(`no AWS region (${text(region)})`);
  if (region.status === 'rejected' || missing.length > 0) throw noTarget(missing.join(' and '));
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  const identity = await sts.send(new GetCallerIdentityCommand()).catch((error: unknown) => {
    throw noTarget(`no usable AWS credentials (${text({ reason: error })})`);
  });
  return {
    account: identity.Account ?? 'unknown',
    region: region.value,
    ...(endpoint && { endpoint }),
  };
}

function text({ reason }: { readonly reason: unknown }): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function noTarget(what: string): DeployFailure {
  return new DeployFailure(
    `${what}
  to deploy, set AWS_REGION and either AWS_PROFILE (after \`aws sso login\`) or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
  to run the same APIs on this machine without an account: npx pnpm start`,
    2,
  );
}
