import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { planRebuild } from '../../src/rebuild/rebuild-plan.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'));
  await mkdir(join(folder, 'cdk.out'));
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  return folder;
}

describe('planRebuild', () => {
  it('runs build and app of a cdk.json, in this order', async () => {
    const cdkJson = { build: 'make', app: 'node app.js', watch: { include: 'src/**' } };
    const folder = await folderWith({ 'cdk.json': JSON.stringify(cdkJson) });

    for (const path of [folder, join(folder, 'cdk.out')]) {
      expect(planRebuild(path)).toMatchObject({
        folder,
        include: ['src/**'],
        commands: ['make', 'node app.js'],
      });
    }
  });

  it.each(['dist/assembly', './dist/assembly/', 'infra/cdk.out'])(
    'builds into the output folder %s of a cdk.json, which is not watched',
    async (output) => {
      const folder = await folderWith({
        'cdk.json': JSON.stringify({ app: 'node app.js', output }),
      });

      for (const path of [folder, join(folder, output)]) {
        expect(planRebuild(path)).toMatchObject({
          folder,
          output: join(folder, output).replace(/\/$/, ''),
          exclude: expect.arrayContaining([`${output.replace(/^\.\/|\/$/g, '')}/**`]),
        });
      }
    },
  );

  it('reads a cdk.out again when somebody else has synthesized it', async () => {
    const folder = await folderWith({ 'cdk.out/manifest.json': '{}' });

    for (const path of [folder, join(folder, 'cdk.out')]) {
      expect(planRebuild(path)).toMatchObject({
        folder: join(folder, 'cdk.out'),
        include: ['manifest.json'],
        commands: [],
      });
    }
  });

  it('reads a template again when it or the code beside it has changed', async () => {
    const folder = await folderWith({
      'api.yaml': 'Resources:\n  Fn: { Type: AWS::Lambda::Function, Properties: { Code: ./fn } }',
    });

    expect(planRebuild(join(folder, 'api.yaml'))).toEqual({
      folder,
      output: folder,
      include: ['api.yaml', 'fn/**'],
      exclude: ['**/node_modules/**', '**/.*', '**/*.log'],
      commands: [],
    });
  });

  it('says what is missing', () => {
    expect(() => planRebuild('/nowhere')).toThrow('no cdk.out found');
  });
});
