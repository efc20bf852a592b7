import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

describe('the README', () => {
  it('has examples that compile', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const snippets = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);

    expect(snippets.length).toBeGreaterThan(5);
    expect(compile(snippets)).toBe('');
  });
});

/** What the compiler says about files that use this package as its users do. */
function compile(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    mkdirSync(join(folder, 'node_modules/@org'), { recursive: true });
    symlinkSync(root, join(folder, 'node_modules/@org/proxy-core'));
    for (const name of ['@middy', '@types', '@fastify', 'zod']) {
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
    files.forEach((code, index) => writeFileSync(join(folder, `snippet-${index}.ts`), code));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const base = resolve(root, '../../tsconfig.base.json');
    const options = { extends: base, compilerOptions: { declaration: false }, include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
    return run('tsc', ['-p', folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(command: string, parameters: readonly string[]): string {
  const path = resolve(root, 'node_modules/.bin', command);
  try {
    return execFileSync(path, parameters, { encoding: 'utf8' });
  } catch (error) {
    return String((error as { readonly stdout: unknown }).stdout);
  }
}
