import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@org/source'] },
  ssr: { resolve: { conditions: ['@org/source'] } },
  test: {
    name: 'core',
    globalSetup: '../../vitest.temporary-folder.ts',
    // Properties run as often as the environment asks.
    testTimeout: 600_000,
  },
});
