import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@org/source'] },
  ssr: { resolve: { conditions: ['@org/source'] } },
  test: {
    name: 'cdk-constructs',
    globalSetup: '../../vitest.temporary-folder.ts',
    // The schema validation takes 2 s of every synth; `test/validation.test.ts` turns it on.
    env: { CDK_VALIDATION: 'false' },
    testTimeout: 30_000,
  },
});
