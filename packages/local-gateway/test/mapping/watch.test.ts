import { describe, expect, it } from 'vitest';

import { OvertimeError, runWithin } from '../../src/mapping/watch.ts';

describe('runWithin', () => {
  it('gives what the task gives, also nothing', () => {
    expect(runWithin(1000, () => 'result')).toBe('result');
    expect(runWithin(1000, () => undefined)).toBeUndefined();
  });

  it('throws what the task throws', () => {
    const error = new TypeError('mine');

    expect(() =>
      runWithin(1000, () => {
        throw error;
      }),
    ).toThrow(error);
  });

  it('GW-29 stops an expression that backtracks', () => {
    expect(() => runWithin(50, () => /^(a+)+b$/.test('a'.repeat(50)))).toThrow(OvertimeError);
  });

  it('runs one task inside of another', () => {
    expect(
      runWithin(1000, () => runWithin(500, () => 'inner') + runWithin(500, () => 'next')),
    ).toBe('innernext');
  });
});
