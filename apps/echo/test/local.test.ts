import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

import { createApp } from './app.ts';
import { type CommandResult, run } from './run-command.ts';

const script = fileURLToPath(new URL('../deploy/local.ts', import.meta.url));

describe('deploy:local', { timeout: 60_000 }, () => {
  const app = createApp();
  afterAll(() => app.remove());

  const deployLocal = (...flags: readonly string[]): Promise<CommandResult> =>
    run(process.execPath, ['--conditions=@org/source', script, ...flags], { cwd: app.folder });

  it('finds stacks in the state it is told, and hands other flags on', async () => {
    const { exitCode, stdout } = await deployLocal(
      '--stale',
      'UPDATE_ROLLBACK_FAILED',
      '--recover',
    );

    expect(stdout).toContain('stack Echo: an update could not be rolled back, trying that again');
    expect(stdout).toContain('stack Echo: deployed');
    expect(exitCode).toBe(0);
  });

  it('rolls back an update that failed and was left so', async () => {
    const { exitCode, stdout } = await deployLocal('--stale', 'UPDATE_FAILED', '--no-invoke');

    expect(stdout).toContain('stack Echo: deployed');
    expect(exitCode).toBe(0);
  });

  it('waits for what is in progress', async () => {
    const { exitCode, stdout } = await deployLocal(
      '--stale=UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      '--no-invoke',
    );

    expect(stdout).toMatch(/UPDATE_COMPLETE_CLEANUP_IN_PROGRESS\n.*stack Echo: UPDATE_COMPLETE\n/);
    expect(exitCode).toBe(0);
  });

  it('lets a resource fail', async () => {
    const { exitCode, stdout, stderr } = await deployLocal('--fail', 'AWS::ApiGateway::Stage');

    expect(stdout).toMatch(/CREATE_FAILED {3}AWS::ApiGateway::Stage \w+: it was told to fail/);
    expect(stderr).toContain('what was deployed to it is gone');
    expect(exitCode).toBe(1);
  });

  it.each([
    [['--stale', 'BROKEN'], "found --stale 'BROKEN', expected CREATE_COMPLETE, "],
    [['--stale'], "found --stale '', expected CREATE_COMPLETE, "],
    [['--fail'], "found --fail '', expected the type of a resource"],
  ])('refuses %j', async (flags, expected) => {
    const { exitCode, stderr } = await deployLocal(...flags);

    expect(stderr).toContain(expected);
    expect(exitCode).toBe(2);
  });
});
