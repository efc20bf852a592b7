import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { appFolder } from '../../src/assembly/app-folder.ts';
import { includesJson, readSamples } from '../../src/cli/samples.ts';

async function folderWith(content: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  await writeFile(join(folder, 'local-gateway.json'), JSON.stringify(content));
  return folder;
}

describe('readSamples', () => {
  it('fills in what a sample leaves out', async () => {
    const folder = await folderWith({ samples: [{ api: 'A' }] });

    expect(readSamples(folder)).toEqual([
      { api: 'A', method: 'GET', path: '/', headers: {}, body: undefined, expect: { status: 200 } },
    ]);
  });

  it('gives none where an app declares none', () => {
    expect(readSamples('/nowhere')).toEqual([]);
  });

  it('gives none where a file declares other things only', async () => {
    expect(readSamples(await folderWith({ identities: {} }))).toEqual([]);
  });

  it('names the file in which they are no list', async () => {
    const folder = await folderWith({ samples: {} });

    expect(() => readSamples(folder)).toThrow(
      `"samples" of ${folder}/local-gateway.json is no list, expected a list of requests`,
    );
  });
});

describe('appFolder', () => {
  it.each([
    ['/app', '/app'],
    ['/app/cdk.out', '/app'],
    ['/app/template.json', '/app'],
  ])('takes %s for %s', (path, folder) => {
    expect(appFolder(path)).toBe(folder);
  });
});

describe('includesJson', () => {
  it.each([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: { b: [1], c: 0 } }, { a: { b: [1] } }, true],
    [{ a: 1 }, { a: 2 }, false],
    [{}, { toString: undefined }, false],
    [[1, 2], [1], false],
    [undefined, {}, false],
    ['x', 'x', true],
  ])('of %j and %j is %s', (actual, expected, result) => {
    expect(includesJson(actual, expected)).toBe(result);
  });
});
