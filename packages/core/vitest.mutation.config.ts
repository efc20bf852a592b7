import { statSync } from 'node:fs';

import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

import config from './vitest.config.ts';

/** Small files first: they are quick, and a mutant that they catch needs no other. */
class SmallFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => sizeOf(one) - sizeOf(other));
  }
}

function sizeOf({ moduleId }: TestSpecification): number {
  return statSync(moduleId).size;
}

// For `pnpm mutation`, which runs the tests thousands of times.
export default mergeConfig(
  config,
  defineConfig({
    test: {
      // The sources are loaded once for all test files.
      isolate: false,
      restoreMocks: true,
      testTimeout: 10_000,
      sequence: { sequencer: SmallFirst },
      env: { FAST_CHECK_RUNS: '5' },
      exclude: [
        ...configDefaults.exclude,
        // Every combination of what other tests have one by one.
        'test/middlewares/order.test.ts',
        // In processes of their own, where no mutant is at work.
        'test/readme.test.ts',
        'test/streaming-gateway.test.ts',
      ],
    },
  }),
);
