import { statSync } from 'node:fs';

import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestProject, type TestSpecification, type Vite } from 'vitest/node';

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

/**
 * A mutant that thousands of tests meet gets a pattern of all their names, which the engine refuses: its test run would end
 * in an error, and Stryker would not count it. Then every test runs.
 */
const dropPatternsTooLarge: Vite.Plugin = {
  name: 'drop-patterns-too-large',
  configureVitest({ project: { config } }: { readonly project: TestProject }) {
    let pattern = config.testNamePattern;
    Object.defineProperty(config, 'testNamePattern', {
      get: () => pattern,
      set: (value: RegExp | undefined) => {
        pattern = isUsable(value) ? value : undefined;
      },
    });
  },
};

function isUsable(pattern: RegExp | undefined): boolean {
  try {
    pattern?.test('');
    return true;
  } catch {
    return false;
  }
}

// For `pnpm mutation`, which runs the tests thousands of times.
export default mergeConfig(
  config,
  defineConfig({
    plugins: [dropPatternsTooLarge],
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
