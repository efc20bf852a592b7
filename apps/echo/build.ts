import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

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
  conditions: ['@org/source'],
  // An import of `node:http`, which middy has for one table, takes 20 ms of each cold start (docs/decisions, 0003).
  alias: { 'node:http': './src/status-codes.ts' },
  sourcemap: true,
  sourcesContent: true,
  logLevel: 'warning',
}).catch(() => {
  // esbuild has said why.
  process.exitCode = 1;
});
