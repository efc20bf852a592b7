import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { repositoryRoot, runOk } from '../apps/echo/test/run-command.ts';

const packages = ['core', 'cdk-constructs', 'local-gateway'] as const;
const notCopied = new Set(['node_modules', 'dist', 'cdk.out', '.turbo']);

/** Package name → file, as `npm publish` would upload it. */
async function pack(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'));
  const packed = new Map<string, string>();
  for (const name of packages) {
    const cwd = join(repositoryRoot, 'packages', name);
    const args = ['--yes', 'pnpm', 'pack', '--json', '--pack-destination', folder];
    const { stdout } = await runOk('npx', args, { cwd });
    const document: { name: string; filename: string } = JSON.parse(stdout);
    packed.set(document.name, join(folder, basename(document.filename)));
  }
  return packed;
}

/** Copies a starter out of the repository, as a person would; only the packages come from files. */
async function copyOut(starter: string, packed: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${starter}-`));
  await cp(join(repositoryRoot, 'examples', starter), folder, {
    recursive: true,
    filter: (source) => !notCopied.has(basename(source)),
  });
  const file = join(folder, 'package.json');
  const manifest: Record<'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
    await readFile(file, 'utf8'),
  );
  for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
    for (const [name, packedFile] of packed) {
      if (name in dependencies) dependencies[name] = `file:${packedFile}`;
    }
  }
  await writeFile(file, JSON.stringify(manifest, null, 2));
  return folder;
}

describe('starters', { timeout: 240_000 }, async () => {
  const entries = await readdir(join(repositoryRoot, 'examples'), { withFileTypes: true });
  const starters = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  let packed: ReadonlyMap<string, string>;

  beforeAll(async () => {
    packed = await pack();
  }, 120_000);

  it.each(starters)(
    '%s works outside the repository, with its README commands',
    async (starter) => {
      const folder = await copyOut(starter, packed);

      await runOk('npx', ['pnpm', 'install'], { cwd: folder });
      const args = ['pnpm', 'start', '--once', '--json', '--port', '0'];
      const { stdout } = await runOk('npx', args, { cwd: folder });

      // The build prints a few lines of its own before the document.
      const { apis } = JSON.parse(stdout.slice(stdout.search(/^\{$/m)));
      expect(apis).toMatchObject([
        { integrationType: 'AWS', response: { status: 200, body: '{"message":"Hello World"}' } },
        { integrationType: 'AWS_PROXY', response: { status: 200 } },
      ]);
      expect(JSON.parse(apis[1].response.body)).toMatchObject({
        httpMethod: 'POST',
        path: '/hello',
      });
    },
  );
});
