import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startControlPlane, type ControlPlane } from '@org/local-gateway/control-plane';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp, type TestApp } from './app.ts';
import { runDeploy, type Run } from './run-deploy.ts';

describe('deploy', { timeout: 60_000 }, () => {
  let app: TestApp;
  let controlPlane: ControlPlane;

  beforeEach(async () => {
    app = createApp();
    controlPlane = await startControlPlane({ stepMs: 1 });
  });
  afterEach(async () => {
    await controlPlane.close();
    app.remove();
  });

  const deploy = (...flags: readonly string[]): Promise<Run> =>
    runDeploy(app.folder, controlPlane.environment, 'deploy', ...flags);

  it('says where it goes, shows each resource, invokes, and writes outputs and a report', async () => {
    const { exitCode, stdout, stderr } = await deploy();

    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toContain(
      `deploying to account 123456789012, region us-east-1 at ${controlPlane.url}`,
    );
    expect(stdout).toMatch(/s {4}Echo CREATE_COMPLETE AWS::Lambda::Function EchoHandler/);
    expect(stdout).toContain('stack Echo: deployed');
    expect(stdout).toContain('Use Lambda proxy integration: [x]');
    expect(stdout).toMatch(/\nEcho {2}https:.*\/v1\/hello\nwritten to cdk\.outputs\.json/);
    expect(controlPlane.stacks()).toEqual({ Echo: 'CREATE_COMPLETE' });
    const { Echo } = readJson(app, 'cdk.outputs.json');
    expect(Object.values(Echo ?? {})).toContainEqual(
      expect.stringMatching(/^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/v1\/hello$/),
    );
    expect(readJson(app, 'deploy-report.json')).toMatchObject({
      target: { account: '123456789012', region: 'us-east-1', endpoint: controlPlane.url },
      stacks: [{ name: 'Echo', changed: true }],
      apis: [{ integrationType: 'AWS_PROXY', response: { status: 200 } }],
      faults: [],
    });
  });

  it('changes nothing when nothing has changed, and the integration type when the flag has', async () => {
    await deploy('--no-invoke');
    const again = await deploy('--json');
    app.synth({ proxy: false, passthrough: true });
    app.expect(200, { message: 'Hello World' });
    const toggled = await deploy('--json');

    expect(toggled.stderr).not.toContain('deploy: ');
    expect(JSON.parse(again.stdout)).toMatchObject({ stacks: [{ changed: false }], faults: [] });
    expect(JSON.parse(toggled.stdout)).toMatchObject({
      stacks: [{ changed: true }],
      apis: [{ integrationType: 'AWS', response: { body: '{"message":"Hello World"}' } }],
      faults: [],
    });
    expect(controlPlane.stacks()).toEqual({ Echo: 'UPDATE_COMPLETE' });
  });

  it('names the resource that failed, and deletes the stack that never worked at the next run', async () => {
    controlPlane.failNext({ type: 'AWS::ApiGateway::Stage', message: 'role ARN must be set' });

    const failed = await deploy();
    const after = controlPlane.stacks();
    const repaired = await deploy();

    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(/AWS::ApiGateway::Stage EchoApi\w+: role ARN must be set/);
    expect(after).toEqual({ Echo: 'ROLLBACK_COMPLETE' });
    expect(repaired.stdout).toContain(
      'stack Echo: an earlier deploy failed, it never worked, deleting it',
    );
    expect(repaired.exitCode).toBe(0);
    expect(controlPlane.stacks()).toEqual({ Echo: 'CREATE_COMPLETE' });
  });

  it('keeps the old version when an update fails', async () => {
    await deploy();
    app.synth({ restApiName: 'Renamed' });
    controlPlane.failNext({ action: 'update', message: 'no' });

    const failed = await deploy('--no-invoke');

    expect(failed.exitCode).toBe(1);
    expect(controlPlane.stacks()).toEqual({ Echo: 'UPDATE_ROLLBACK_COMPLETE' });
  });

  it('hotswaps the code of a function', async () => {
    await deploy('--no-invoke');
    app.synth({}, { edition: 2 });
    app.expect(200, { edition: 2 });

    const { exitCode, stdout } = await deploy('--hotswap', '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ faults: [] });
    expect(controlPlane.stacks()).toEqual({ Echo: 'CREATE_COMPLETE' });
  });

  it('fails when an answer is wrong', async () => {
    app.expect(200, { message: 'Goodbye' });

    const { exitCode, stderr } = await deploy();

    expect(exitCode).toBe(1);
    expect(stderr).toContain('expected {"message":"Goodbye"} in it');
  });

  it('deletes everything afterwards with --destroy-after', async () => {
    const { exitCode, stdout } = await deploy('--destroy-after', '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ destroyed: true, faults: [] });
    expect(controlPlane.stacks()).toEqual({});
  });

  it('deletes everything with --destroy-after also when no sample could be sent', async () => {
    const file = join(app.folder, 'local-gateway.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"Echo"', '"Other"'));

    const { exitCode, stderr } = await deploy('--destroy-after');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('no stack Other for a sample');
    expect(controlPlane.stacks()).toEqual({});
  });

  it('destroy leaves nothing, and lists what could not be deleted', async () => {
    await deploy('--no-invoke');
    controlPlane.failNext({ action: 'delete', type: 'AWS::IAM::Role', message: 'still in use' });

    const stuck = await runDeploy(app.folder, controlPlane.environment, 'destroy');
    const gone = await runDeploy(app.folder, controlPlane.environment, 'destroy');

    expect(stuck.exitCode).toBe(1);
    expect(stuck.stderr).toMatch(/AWS::IAM::Role EchoHandlerRole.*still in use/);
    expect(gone).toMatchObject({ exitCode: 0, stderr: '' });
    expect(controlPlane.stacks()).toEqual({});
  });

  it('diff says what a deploy would change', async () => {
    await deploy('--no-invoke');
    app.synth({ restApiName: 'Renamed', path: '/new' });

    const { exitCode, stdout } = await runDeploy(app.folder, controlPlane.environment, 'diff');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('Renamed');
    expect(stdout).not.toContain('confirm');
    expect(controlPlane.stacks()).toEqual({ Echo: 'CREATE_COMPLETE' });
  });

  it('refuses assets outside of cdk.out', async () => {
    const file = join(app.folder, 'cdk.out', 'Echo.assets.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"asset.', '"../../asset.'));

    const { exitCode, stderr } = await deploy();

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /asset \.\.\/\.\.\/asset\.\w+ in Echo\.assets\.json lies outside cdk\.out/,
    );
    expect(controlPlane.stacks()).toEqual({});
  });

  it('lists its flags when it does not know one', async () => {
    const { exitCode, stderr } = await deploy('--frehs');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('--fresh ');
  });
});

describe('deploy without a usable account', { timeout: 30_000 }, () => {
  const app = createApp();
  const noMetadata = { AWS_EC2_METADATA_DISABLED: 'true' };

  it('says that credentials and region are missing, how to set them, and what needs neither', async () => {
    const { exitCode, stderr } = await runDeploy(app.folder, noMetadata, 'deploy');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('no AWS credentials');
    expect(stderr).toContain('no AWS region');
    expect(stderr).toContain('set AWS_REGION');
    expect(stderr).toContain('npx pnpm start');
  });

  it.each([
    [{ AWS_ACCESS_KEY_ID: 'AKIA' }, 'found AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY'],
    [{ AWS_SECRET_ACCESS_KEY: 'x' }, 'found AWS_SECRET_ACCESS_KEY without AWS_ACCESS_KEY_ID'],
    [{ AWS_PROFILE: 'nobody' }, "found none in profile 'nobody'"],
    [{ AWS_ENDPOINT_URL: 'emulator' }, "found AWS_ENDPOINT_URL 'emulator', expected an http(s)"],
  ])('with %j says that it %s', async (environment, expected) => {
    const { exitCode, stderr } = await runDeploy(
      app.folder,
      { ...noMetadata, AWS_REGION: 'us-east-1', ...environment },
      'deploy',
    );

    expect(exitCode).toBe(2);
    expect(stderr).toContain(expected);
  });

  it('takes the region from AWS_DEFAULT_REGION too', async () => {
    const { exitCode, stderr } = await runDeploy(
      app.folder,
      { ...noMetadata, AWS_DEFAULT_REGION: 'eu-west-1' },
      'deploy',
    );

    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('no AWS region');
  });

  it('says that credentials are not valid', async () => {
    const controlPlane = await startControlPlane({ acceptCredentials: false });

    const { exitCode, stderr } = await runDeploy(app.folder, controlPlane.environment, 'deploy');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('no usable AWS credentials (The security token');
    await controlPlane.close();
  });

  it('says that nobody answers', async () => {
    const controlPlane = await startControlPlane();
    await controlPlane.close();

    const { exitCode, stderr } = await runDeploy(app.folder, controlPlane.environment, 'deploy');

    expect(exitCode).toBe(2);
    expect(stderr).toContain(`no answer from ${controlPlane.url}`);
  });

  it.each([
    [null, 'is not bootstrapped for CDK'],
    [3, 'has CDK bootstrap version 3, expected 6 or newer'],
  ])('with bootstrap version %s says that the account %s', async (bootstrapVersion, expected) => {
    const controlPlane = await startControlPlane({ bootstrapVersion });

    const { exitCode, stderr } = await runDeploy(app.folder, controlPlane.environment, 'deploy');

    expect(exitCode).toBe(2);
    expect(stderr).toContain(`account 123456789012, region us-east-1 ${expected}`);
    expect(stderr).toContain('bootstrap aws://123456789012/us-east-1');
    await controlPlane.close();
  });
});

function readJson(app: TestApp, name: string): Record<string, Record<string, unknown>> {
  return JSON.parse(readFileSync(join(app.folder, name), 'utf8'));
}
