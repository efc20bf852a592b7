import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { planRebuild } from '../../src/rebuild/rebuild-plan.ts';
import { rebuild } from '../../src/rebuild/rebuild.ts';
import { writeAssembly } from '../assemblies.ts';

/** Writes down what an app would see of the CDK CLI. */
const app = `import { writeFileSync } from 'node:fs';
const { CDK_OUTDIR, CDK_CONTEXT_JSON, CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION } = process.env;
const context = JSON.parse(CDK_CONTEXT_JSON);
writeFileSync('seen.json', JSON.stringify({ CDK_OUTDIR, context, CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION }));`;

async function appWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rebuild-'));
  await writeFile(join(folder, 'app.mjs'), app);
  for (const [file, content] of Object.entries({ 'cdk.json': {}, ...files })) {
    const text =
      typeof content === 'string'
        ? content
        : JSON.stringify({ app: 'node app.mjs', ...Object(content) });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

async function seenBy(folder: string): Promise<unknown> {
  expect(await rebuild(planRebuild(folder))).toEqual({});
  return JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8'));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

describe('rebuild', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('gives an app the context of its cdk.json and cdk.context.json, as the CDK CLI does', async () => {
    const folder = await appWith({
      'cdk.json': { context: { stage: 'dev', flag: true } },
      'cdk.context.json': '{"stage":"looked up","zones":["a"]}',
    });

    expect(await seenBy(folder)).toMatchObject({
      CDK_OUTDIR: join(folder, 'cdk.out'),
      context: { stage: 'dev', flag: true, zones: ['a'] },
    });
  });

  it.each([
    ['in its group', false],
    ['in a group of its own', true],
  ])('does not wait for what a build leaves running %s', async (_where, detached) => {
    const leave = `import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      const left = spawn('sleep', ['600'], { detached: ${detached}, stdio: 'inherit' });
      writeFileSync('left.json', String(left.pid));
      left.unref();`;
    const folder = await appWith({
      'leave.mjs': leave,
      'cdk.json': { app: 'node leave.mjs && node app.mjs' },
    });

    onTestFinished(async () => kill(Number(await readFile(join(folder, 'left.json'), 'utf8'))));

    expect(await seenBy(folder)).toMatchObject({ CDK_OUTDIR: join(folder, 'cdk.out') });
  });

  it.each([
    ['aws://111111111111/eu-west-1', {}, '111111111111', 'eu-west-1'],
    ['aws://unknown-account/unknown-region', {}, undefined, undefined],
    [
      'aws://111111111111/eu-west-1',
      { CDK_DEFAULT_ACCOUNT: '222222222222', CDK_DEFAULT_REGION: 'us-west-2' },
      '222222222222',
      'us-west-2',
    ],
  ])(
    'keeps the account and region of %s, unless the shell has others: %o',
    async (environment, shell, account, region) => {
      vi.stubEnv('CDK_DEFAULT_ACCOUNT', undefined);
      vi.stubEnv('CDK_DEFAULT_REGION', undefined);
      for (const [name, value] of Object.entries(shell)) vi.stubEnv(name, value);
      const folder = await appWith({
        'cdk.json': { output: await writeAssembly({ environment }) },
      });

      expect(await seenBy(folder)).toEqual({
        CDK_OUTDIR: expect.any(String),
        context: {},
        ...(account !== undefined && { CDK_DEFAULT_ACCOUNT: account }),
        ...(region !== undefined && { CDK_DEFAULT_REGION: region }),
      });
    },
  );

  it('says that a file is no JSON', async () => {
    const folder = await appWith({});
    const plan = planRebuild(folder);
    await writeFile(join(folder, 'cdk.context.json'), '{bad');

    expect(await rebuild(plan)).toEqual({
      error: expect.stringContaining(`cannot read ${join(folder, 'cdk.context.json')}: `),
    });
  });
});
