import { glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { repositoryRoot, runOk } from './run-command.ts';

/** Each command that a README tells people to type, and the test that runs it. */
const testedCommands: Readonly<Record<string, string>> = {
  'npx pnpm start': 'apps/echo/test/start.test.ts, examples/starters.test.ts',
  'npx pnpm install': 'examples/starters.test.ts',
  'npx pnpm test': 'is what runs this',
  'npx pnpm turbo deploy': 'apps/echo/test/deploy.test.ts, apps/echo/test/turbo.test.ts',
  'npx pnpm turbo deploy:local': 'apps/echo/test/turbo.test.ts',
  'npx pnpm turbo diff': 'apps/echo/test/deploy.test.ts',
  'npx pnpm turbo destroy': 'apps/echo/test/deploy.test.ts',
  'npx @org/local-gateway path/to/app': 'packages/local-gateway/test/cli/serve.test.ts',
};

const readmes: string[] = [];
for await (const file of glob(['README.md', '{packages,apps,examples}/*/README.md'], {
  cwd: repositoryRoot,
})) {
  readmes.push(file);
}

async function blocksOf(file: string, language: string): Promise<readonly string[]> {
  const text = await readFile(join(repositoryRoot, file), 'utf8');
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return Array.from(text.matchAll(fence), ([, block]) => block ?? '');
}

describe.each(readmes)('%s', (file) => {
  it('names only commands that a test runs', async () => {
    const lines = (await blocksOf(file, 'sh')).flatMap((block) => block.trim().split('\n'));
    const commands = lines.map((line) => line.replace(/\s+#.*$/, '')).filter((line) => line !== '');

    expect(commands.filter((command) => !(command in testedCommands))).toEqual([]);
  });

  it('has only snippets that compile', async () => {
    // The root README speaks of all packages; of the workspaces `apps/echo` has them all.
    const workspace = dirname(file) === '.' ? 'apps/echo' : dirname(file);
    const folder = join(repositoryRoot, workspace, 'node_modules/.snippets');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const blocks = await blocksOf(file, 'ts');
    for (const [index, block] of blocks.entries()) {
      await writeFile(join(folder, `snippet-${index}.ts`), block);
    }
    await writeFile(join(folder, 'handler.ts'), "export const handler = () => 'a stand-in';\n");
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(repositoryRoot, 'tsconfig.base.json'), include: ['*.ts'] }),
    );

    const { exitCode } = await runOk('tsc', ['-p', folder]);

    expect(exitCode).toBe(0);
  }, 60_000);
});

describe('the test kit of the local gateway', () => {
  it('has an example that passes with the handler of the first page', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'test-kit-'));
    await symlink(join(repositoryRoot, 'apps/echo/node_modules'), join(folder, 'node_modules'));
    const [handler = ''] = await blocksOf('README.md', 'ts');
    await writeFile(join(folder, 'handler.ts'), handler);
    const examples = await blocksOf('packages/local-gateway/README.md', 'ts');
    const example = examples.find((block) => block.includes('describe.each')) ?? '';
    await writeFile(join(folder, 'example.test.ts'), example);

    const { exitCode } = await runOk('vitest', ['run', '--root', folder]);

    expect(exitCode).toBe(0);
  }, 60_000);
});
