import { describe, expect, it } from 'vitest';

import { describeStatus, statusText } from '../../src/reply/status-text.ts';

describe('statusText', () => {
  it.each([
    [200, 'OK'],
    [404, 'Not Found'],
    [599, undefined],
  ])('of %i is %s', (status, text) => {
    expect(statusText(status)).toBe(text);
  });
});

describe('describeStatus', () => {
  it('is the status with its phrase, and nothing for a status without one (ALB-9)', () => {
    expect(describeStatus(404)).toEqual({ statusDescription: '404 Not Found' });
    expect(describeStatus(599)).toEqual({});
    expect(describeStatus(599)).not.toHaveProperty('statusDescription');
  });
});
