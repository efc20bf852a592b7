import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findingsIn } from './report.ts';

describe('the schema validation of aws-cdk-lib', () => {
  beforeEach(() => {
    vi.stubEnv('CDK_VALIDATION', 'true');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('finds nothing wrong with any construct', () => {
    expect(findingsIn(() => {})).toEqual([]);
  });
});
