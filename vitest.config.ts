import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'apps/*',
      {
        test: {
          name: 'examples',
          include: ['examples/*.test.ts'],
          globalSetup: './vitest.temporary-folder.ts',
        },
      },
    ],
    coverage: {
      // Not `packages/*/src`: with `--project`, vitest resolves globs from that project's folder.
      include: ['**/src/**'],
      exclude: ['**/index.ts', 'apps/**', 'examples/**'],
    },
  },
});
