import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@org/source'] },
  ssr: { resolve: { conditions: ['@org/source'] } },
  // Properties run as often as the environment asks.
  test: { name: 'core', testTimeout: 600_000 },
});
