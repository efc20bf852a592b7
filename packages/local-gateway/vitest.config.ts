import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@org/source'] },
  ssr: { resolve: { conditions: ['@org/source'] } },
  // Real processes on a busy machine take their time.
  test: { name: 'local-gateway', testTimeout: 60_000, hookTimeout: 60_000 },
});
