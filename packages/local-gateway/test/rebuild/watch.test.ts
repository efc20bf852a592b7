import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import { AssemblyError } from '../../src/assembly/read-assembly.ts';
import { readCdkJson } from '../../src/rebuild/cdk-json.ts';
import { isWatched, watchSources } from '../../src/rebuild/watch.ts';

describe('isWatched', () => {
  it.each([
    ['src/a.ts', true],
    ['src/deep/b.ts', true],
    ['README.md', false],
    ['src/a.test.ts', false],
    ['../core/src/c.ts', true],
  ])('of %s is %s', (file, watched) => {
    const include = ['src/**', '../core/src/**'];

    expect(isWatched('/app', join('/app', file), include, ['**/*.test.ts'])).toBe(watched);
  });
});

describe('isWatched, folders', () => {
  it.each([
    ['lib/deep/a.ts', true],
    ['lib', true],
    ['library/a.ts', false],
    ['lib/test/a.ts', false],
    ['lib/.cache/a.ts', false],
  ])(
    'takes a glob that fits a folder for what is in it, as the CDK CLI does: %s is %s',
    (file, watched) => {
      const exclude = ['**/test', '**/.*'];

      expect(isWatched('/app', join('/app', file), ['lib'], exclude)).toBe(watched);
    },
  );
});

describe('readCdkJson', () => {
  it("reads the CDK CLI's own words, a glob as text or as a list", async () => {
    expect(
      await read({ app: 'node app.js', build: 'make', watch: { include: 'src/**' } }),
    ).toMatchObject({
      app: 'node app.js',
      build: 'make',
      include: ['src/**'],
      exclude: expect.arrayContaining(['**/node_modules/**', 'cdk.out/**']),
    });
  });

  it('never watches logs: the one of this gateway may be among them', async () => {
    const { include = [], exclude = [] } = (await read({ app: 'node app.js' })) ?? {};

    expect(isWatched('/app', '/app/logs/gateway.log', include, exclude)).toBe(false);
  });

  it('watches everything when the app does not say', async () => {
    expect(await read({ app: 'node app.js' })).toMatchObject({ include: ['**'] });
  });

  it('says which file is no JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cdk-json-'));
    await writeFile(join(folder, 'cdk.json'), '{bad');

    expect(() => readCdkJson(folder)).toThrow(AssemblyError);
    expect(() => readCdkJson(folder)).toThrow(`cannot read ${join(folder, 'cdk.json')}: `);
  });

  it('gives nothing without an app command', async () => {
    expect(await read({})).toBeUndefined();
    expect(readCdkJson('/nowhere')).toBeUndefined();
  });
});

describe('watchSources', () => {
  it.each(['src', 'src/', './src'])('sees what changes in the folder %s', async (include) => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    await mkdir(join(folder, 'src'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = watchSources({ folder, include: [include], exclude: [] }, resolve);

    await writeFile(join(folder, 'src', 'a.ts'), 'one');

    await expect(promise).resolves.toBeUndefined();
    stop();
  });

  it('tells of a burst of changes once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    await mkdir(join(folder, 'src'));
    let calls = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = watchSources({ folder, include: ['src/**'], exclude: [] }, () => {
      calls += 1;
      resolve();
    });

    for (let save = 0; save < 10; save += 1)
      await writeFile(join(folder, 'src', 'a.ts'), `${save}`);
    await promise;
    stop();

    expect(calls).toBe(1);
  });

  it('goes on when a folder is removed and made again, as a clean synth does', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    const out = join(folder, 'cdk.out');
    await mkdir(out);
    let calls = 0;
    let told = Promise.withResolvers<void>();
    const plan = { folder: out, include: ['manifest.json'], exclude: [] };
    const stop = watchSources(plan, () => {
      calls += 1;
      told.resolve();
    });

    for (const content of ['one', 'two']) {
      await rm(out, { recursive: true });
      await sleep(300);
      told = Promise.withResolvers();
      await mkdir(out);
      await writeFile(join(out, 'manifest.json'), content);
      await told.promise;
    }
    await sleep(300);
    told = Promise.withResolvers();
    await writeFile(join(out, 'manifest.json'), 'three');
    await told.promise;
    stop();

    expect(calls).toBeGreaterThanOrEqual(3);
  });

  it.each([
    [
      'a file is replaced, as editors do',
      async (src: string) => {
        await writeFile(join(src, 'a.tmp'), 'two');
        await rename(join(src, 'a.tmp'), join(src, 'a.ts'));
      },
    ],
    [
      'a file is removed and written anew, as git does',
      async (src: string) => {
        await rm(join(src, 'a.ts'));
        await writeFile(join(src, 'a.ts'), 'two');
      },
    ],
    [
      'its folder is removed and made anew',
      async (src: string) => {
        await rm(src, { recursive: true });
        await mkdir(src);
        await writeFile(join(src, 'a.ts'), 'two');
      },
    ],
    [
      'its folder is moved into its place',
      async (src: string) => {
        await rename(src, `${src}-old`);
        await mkdir(`${src}-new`);
        await writeFile(join(`${src}-new`, 'a.ts'), 'two');
        await rename(`${src}-new`, src);
      },
    ],
  ])('sees that %s, and each change after it', async (_name, replace) => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    const src = join(folder, 'lib', 'src');
    await mkdir(src, { recursive: true });
    await writeFile(join(src, 'a.ts'), 'one');
    let told = Promise.withResolvers<void>();
    const stop = watchSources({ folder, include: ['lib/**'], exclude: [] }, () => told.resolve());

    await replace(src);
    await told.promise;
    await sleep(300);
    for (const content of ['three', 'four']) {
      told = Promise.withResolvers();
      await writeFile(join(src, 'a.ts'), content);
      await expect(told.promise).resolves.toBeUndefined();
    }
    stop();
  });

  it('sees changes to what links lead to, and bears those that lead nowhere or in a circle', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    const outside = await mkdtemp(join(tmpdir(), 'watch-'));
    const linked = `${folder}-linked`;
    await symlink(folder, linked);
    await writeFile(join(outside, 'shared.ts'), 'one');
    await symlink(join(outside, 'shared.ts'), join(folder, 'a.ts'));
    await symlink(outside, join(folder, 'lib'));
    await symlink('.', join(folder, 'self'));
    await symlink('nowhere', join(folder, 'none'));
    let told = Promise.withResolvers<void>();
    const plan = { folder: linked, include: ['**'], exclude: [] };
    const stop = watchSources(plan, () => told.resolve());

    for (const file of [
      join(outside, 'shared.ts'),
      join(outside, 'new.ts'),
      join(folder, 'own.ts'),
    ]) {
      await writeFile(file, 'two');
      await expect(told.promise).resolves.toBeUndefined();
      await sleep(200);
      told = Promise.withResolvers();
    }
    stop();
  });

  it('looks at no folder that is left out, and at others beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    await mkdir(join(folder, 'node_modules', 'deep'), { recursive: true });
    await mkdir(join(folder, 'file'));
    const told = Promise.withResolvers<void>();
    let calls = 0;
    const exclude = ['**/node_modules/**', '**/f*.js'];
    const stop = watchSources({ folder, include: ['**'], exclude }, () => {
      calls += 1;
      told.resolve();
    });

    await writeFile(join(folder, 'node_modules', 'deep', 'a.ts'), '');
    await sleep(300);
    expect(calls).toBe(0);
    await writeFile(join(folder, 'file', 'a.ts'), '');
    await told.promise;
    stop();
  });

  it('takes what is written during a build for a change only when it is other than before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    let building = true;
    let calls = 0;
    let told = Promise.withResolvers<void>();
    const onChange = () => {
      calls += 1;
      told.resolve();
    };
    const plan = { folder, include: ['**'], exclude: [] };
    const stop = watchSources(plan, onChange, () => building);
    const save = async (file: string, text: string) => {
      await writeFile(join(folder, file), text);
      await told.promise;
      told = Promise.withResolvers();
    };

    await save('output.js', 'one');
    await writeFile(join(folder, 'output.js'), 'one');
    await sleep(300);
    expect(calls).toBe(1);
    await save('source.ts', 'one');
    building = false;
    await save('output.js', 'one');
    stop();

    expect(calls).toBe(3);
  });
});

async function read(content: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'cdk-json-'));
  await writeFile(join(folder, 'cdk.json'), JSON.stringify(content));
  return readCdkJson(folder);
}
