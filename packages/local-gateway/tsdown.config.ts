import { defineConfig } from 'tsdown/config';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/testing.ts',
    'src/cli.ts',
    'src/runtime/bootstrap.ts',
    'src/runtime/guard.ts',
  ],
  platform: 'node',
  // One output file per source file: `runtime/bootstrap` and `runtime/guard` are run as processes of their own.
  unbundle: true,
  // The other entries are programs: nobody imports them.
  dts: { entry: ['src/index.ts', 'src/testing.ts'] },
  logLevel: 'warn',
  publint: true,
  attw: { profile: 'esm-only' },
});
