import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Assembly } from './assembly.ts';
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
  if (credentials.status === 'rejected') {
    missing.push(`no AWS credentials (${text(credentials.reason)})`);
  }
  if (region.status === 'rejected') missing.push(`no AWS region (${text(region.reason)})`);
  if (region.status === 'rejected' || missing.length > 0) {
    throw new DeployFailure(`${missing.join(' and ')}\n${howTo}`, 2);
  }
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  const identity = await sts.send(new GetCallerIdentityCommand()).catch((error: unknown) => {
    const what = isUnreachable(error)
      ? `no answer from ${endpoint ?? `AWS in region ${region.value}`}`
      : 'no usable AWS credentials';
    throw new DeployFailure(`${what} (${text(error)})\n${howTo}`, 2);
  });
  return {
    account: identity.Account ?? 'unknown',
    region: region.value,
    ...(endpoint && { endpoint }),
  };
}

const howTo = `  to deploy, set AWS_REGION and either AWS_PROFILE (after \`aws sso login\`) or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
  to run the same APIs on this machine without an account: npx pnpm start
  to see a whole deploy on this machine: npx pnpm turbo deploy:local`;

/** Looks for the bucket and roles that CDK deploys through. */
export async function checkBootstrap(
  { bootstrap }: Assembly,
  { account, region }: Target,
): Promise<void> {
  if (bootstrap === undefined) return;
  const ssm = new SSMClient({ maxAttempts: 2 });
  const found = await ssm
    .send(new GetParameterCommand({ Name: bootstrap.parameter }))
    .then(({ Parameter }) => Number(Parameter?.Value))
    .catch((error: unknown) => {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    });
  if (found !== undefined && found >= bootstrap.version) return;
  const what =
    found === undefined
      ? 'is not bootstrapped for CDK'
      : `has CDK bootstrap version ${found}, expected ${bootstrap.version} or newer`;
  throw new DeployFailure(
    `account ${account}, region ${region} ${what} (${bootstrap.parameter})
  to bootstrap it once: npx aws-cdk@2.1148.1 bootstrap aws://${account}/${region}
  to run the same APIs on this machine without an account: npx pnpm start`,
    2,
  );
}

function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/.test(code);
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
