import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Assembly } from './assembly.ts';
import { DeployFailure } from './failure.ts';

/** Where a deploy goes. */
export interface Target {
  readonly account: string;
  readonly region: string;
  /** Set by `AWS_ENDPOINT_URL` or the profile: an emulator instead of AWS. */
  readonly endpoint?: string;
}

/** Finds out where the credentials at hand lead to, or says how to get some. */
export async function checkTarget(): Promise<Target> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  // The older name, which the AWS CLI and CDK still read, and the SDK does not.
  if (!AWS_REGION && AWS_DEFAULT_REGION) process.env['AWS_REGION'] = AWS_DEFAULT_REGION;
  const endpoint = await findEndpoint();
  const sts = new STSClient({ maxAttempts: 2 });
  const [credentials, region] = await Promise.allSettled([
    sts.config.credentials(),
    sts.config.region(),
  ]);
  const missing = [];
  if (credentials.status === 'rejected') {
    missing.push(`no AWS credentials (${whyNoCredentials() ?? text(credentials.reason)})`);
  }
  if (region.status === 'rejected') missing.push(`no AWS region (${text(region.reason)})`);
  if (region.status === 'rejected' || missing.length > 0) {
    throw new DeployFailure(`${missing.join(' and ')}\n${howTo}`, 2);
  }
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

/** What stands in for AWS, asked of the SDK itself: a profile can say it too, and it can be told to ignore both. */
async function findEndpoint(): Promise<string | undefined> {
  const endpoint = await new CloudFormationClient().config.serviceConfiguredEndpoint?.();
  if (endpoint && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) {
    throw new DeployFailure(`found AWS_ENDPOINT_URL '${endpoint}', expected an http(s) URL`, 2);
  }
  return endpoint;
}

/** The SDK itself says only that there are none. */
function whyNoCredentials(): string | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE } = process.env;
  if (AWS_PROFILE) return `found none in profile '${AWS_PROFILE}'`;
  if (AWS_ACCESS_KEY_ID) return 'found AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY';
  if (AWS_SECRET_ACCESS_KEY) return 'found AWS_SECRET_ACCESS_KEY without AWS_ACCESS_KEY_ID';
  return undefined;
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
      throw new DeployFailure(`cannot read ${bootstrap.parameter} (${text(error)})\n${howTo}`, 2);
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
