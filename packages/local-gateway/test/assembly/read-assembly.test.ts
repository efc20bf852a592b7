import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { AssemblyError, readAssembly } from '../../src/assembly/read-assembly.ts';
import { writeAssembly } from '../assemblies.ts';

async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'read-assembly-'));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return folder;
}

describe('readAssembly', () => {
  it('reads the stacks of a cdk.out folder with their assets', async () => {
    const folder = await writeAssembly({ functions: { Fn: 'export const handler = () => 1;' } });

    const [stack] = readAssembly(folder);

    expect(stack).toMatchObject({ name: 'Test' });
    expect([...(stack?.assets.values() ?? [])]).toEqual([expect.stringContaining(folder)]);
  });

  it('reads the output folder that a cdk.json names', async () => {
    const folder = await folderWith({
      'cdk.json': '{"app":"node app.js","output":"dist/assembly"}',
    });
    await mkdir(join(folder, 'dist'));
    await rename(await writeAssembly({}), join(folder, 'dist', 'assembly'));

    expect(readAssembly(folder)).toMatchObject([{ name: 'Test' }]);
  });

  it('names the output folder that is not there', async () => {
    const folder = await folderWith({ 'cdk.json': '{"output":"dist/assembly"}' });

    expect(() => readAssembly(folder)).toThrow(/^no dist\/assembly found at /);
  });

  it('reads one CloudFormation template', async () => {
    const folder = await folderWith({ 'api.template.json': { Resources: { A: { Type: 'T' } } } });

    expect(readAssembly(join(folder, 'api.template.json'))).toMatchObject([{ name: 'api' }]);
  });

  it('says what to do when there is nothing', async () => {
    const folder = await folderWith({});

    expect(() => readAssembly(folder)).toThrow(AssemblyError);
    expect(() => readAssembly(folder)).toThrow('run the synth step first (cdk synth)');
  });

  it('names the file that is not JSON', async () => {
    const folder = await folderWith({ 'manifest.json': '{' });

    expect(() => readAssembly(folder)).toThrow(`cannot read ${join(folder, 'manifest.json')}`);
  });

  it('refuses a template that has no resources', async () => {
    const folder = await folderWith({ 'x.json': { Description: 'none' } });

    expect(() => readAssembly(join(folder, 'x.json'))).toThrow(
      'expected a CloudFormation template',
    );
  });

  const outside = '../../etc/passwd';
  const asset = { type: 'aws:cdk:asset', data: { path: outside, s3KeyParameter: 'Key' } };

  it.each([
    ['a template', { properties: { templateFile: outside } }],
    ['metadata', { properties: { templateFile: 't.json' }, additionalMetadataFile: outside }],
    ['an asset', { properties: { templateFile: 't.json' }, metadata: { '/S': [asset] } }],
  ])('refuses to read %s outside the assembly (CON-11)', async (_name, artifact) => {
    const folder = await folderWith({
      't.json': { Resources: {} },
      'manifest.json': { artifacts: { S: { type: 'aws:cloudformation:stack', ...artifact } } },
    });

    expect(() => readAssembly(folder)).toThrow('expected files of the assembly only');
  });
});
