import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@org/source'] },
  ssr: { resolve: { conditions: ['@org/source'] } },
  test: {
    name: 'local-gateway',
    globalSetup: '../../vitest.temporary-folder.ts',
    // Real processes on a busy machine take their time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
