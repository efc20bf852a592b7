import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

// What is deployed holds the published files of the packages, which load less (docs/decisions, 0003); a reload holds their
// sources, so that a change of them is seen.
const conditions = process.argv.includes('--sources') ? ['@org/source'] : [];

// One small folder per handler: the folder is what the function's asset holds.
const handlers = await readdir(new URL('src/handlers', import.meta.url));

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: handlers.map((file) => ({
    in: `src/handlers/${file}`,
    out: `${basename(file, '.ts')}/index`,
  })),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  conditions,
  sourcemap: true,
  sourcesContent: true,
  logLevel: 'warning',
}).catch(() => {
  // esbuild has said why.
  process.exitCode = 1;
});
