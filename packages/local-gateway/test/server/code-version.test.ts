import { mkdir, mkdtemp, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { codeVersion } from '../../src/server/code-version.ts';

async function code(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'code-'));
  await mkdir(join(folder, 'lib', 'deep'), { recursive: true });
  await writeFile(join(folder, 'lib', 'deep', 'index.js'), '');
  return folder;
}

describe('codeVersion', () => {
  it('is when the last of the files was changed, however deep', async () => {
    const folder = await code();
    await utimes(join(folder, 'lib', 'deep', 'index.js'), 4_000_000_000, 4_000_000_000);

    expect(codeVersion(folder)).toBe(4_000_000_000_000);
  });

  it('follows no links: they lead in a circle, to nowhere, or out of the code', async () => {
    const folder = await code();
    const links = [
      ['self', '.'],
      ['lib/deep/up', '../..'],
      ['lib/up', '..'],
      ['none', './nowhere'],
      ['root', '/'],
    ] as const;
    for (const [name, target] of links) await symlink(target, join(folder, name));

    expect(codeVersion(folder)).toEqual(expect.any(Number));
  });

  it.each(['/nowhere', '/code/asset.0123'])('is none for %s', (folder) => {
    expect(codeVersion(folder)).toBeUndefined();
  });
});
