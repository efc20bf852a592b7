import { build } from 'esbuild';

// One folder for each function: the folder is what gets deployed.
await build({
  entryPoints: ['echo-aws', 'echo-aws-proxy', 'hello'].map((name) => ({
    in: `src/${name}.ts`,
    out: `${name}/index`,
  })),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
}).catch(() => {
  // esbuild has said why.
  process.exitCode = 1;
});
