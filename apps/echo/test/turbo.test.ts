import { devNull } from 'node:os';
import { describe, expect, it } from 'vitest';

import { run } from './run-command.ts';

/** Nothing of the account of whoever runs this, and an endpoint where nobody listens. */
const noAccount: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => name.startsWith('AWS_'))
      .map((name) => [name, undefined]),
  ),
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

describe('npx pnpm turbo', { timeout: 120_000 }, () => {
  it('deploy: without an account says once what is missing', async () => {
    const { exitCode, stdout } = await run('npx', ['--yes', 'pnpm', 'turbo', 'deploy'], {
      env: noAccount,
    });

    expect(exitCode).toBe(2);
    expect(stdout.match(/no AWS credentials/g)).toHaveLength(1);
    expect(stdout).toContain('npx pnpm start');
  });

  it('deploy:local: deploys and invokes both APIs on this machine', async () => {
    const { exitCode, stdout } = await run('npx', ['--yes', 'pnpm', 'turbo', 'deploy:local']);

    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'a control plane on this machine stands in for AWS at http://127.0.0.1',
    );
    expect(stdout).toContain('stack EchoAwsProxy: deployed');
    expect(stdout).toContain('{"message":"Hello World"}');
  });
});
