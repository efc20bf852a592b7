import { defineConfig } from 'tsdown/config';

export default defineConfig([
  {
    entry: [
      'src/index.ts',
      'src/testing.ts',
      'src/control-plane/control-plane.ts',
      'src/cli.ts',
      'src/runtime/bootstrap.ts',
      'src/runtime/guard.ts',
    ],
    platform: 'node',
    // One output file per source file: `runtime/bootstrap` and `runtime/guard` are run as processes of their own.
    unbundle: true,
    // The other entries are programs: nobody imports them.
    dts: { entry: ['src/index.ts', 'src/testing.ts', 'src/control-plane/control-plane.ts'] },
    logLevel: 'warn',
    publint: true,
    attw: { profile: 'esm-only' },
  },
  {
    // The page of the console: one file for browsers, with everything in it.
    name: 'console',
    entry: { console: 'src/console/app/main.tsx' },
    tsconfig: 'src/console/app/tsconfig.json',
    outDir: 'dist/console/app',
    platform: 'browser',
    target: 'es2024',
    minify: true,
    dts: false,
    hash: false,
    logLevel: 'warn',
    outExtensions: () => ({ js: '.js' }),
    copy: [
      'src/console/app/styles/*.css',
      'src/console/app/icon.svg',
      // What is bundled, and under which terms.
      ...['preact', 'diff'].map((name) => ({
        from: `node_modules/${name}/LICENSE`,
        rename: `${name}.LICENSE`,
      })),
    ],
  },
]);
