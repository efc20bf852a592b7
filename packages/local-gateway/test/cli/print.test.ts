import { describe, expect, it } from 'vitest';

import type { SampleAnswer } from '../../src/cli/invoke-sample.ts';
import { formatComparison } from '../../src/cli/print.ts';

function answerOf(integrationType: string): SampleAnswer {
  return {
    name: 'Api',
    stack: 'Stack',
    integrationType,
    url: 'http://localhost:3000/v1/hello',
    request: { method: 'GET', headers: {}, body: '' },
    response: { status: 200, headers: {}, body: 'hi' },
  };
}

describe('formatComparison', () => {
  it.each([
    ['AWS', 'Use Lambda proxy integration: [ ]'],
    ['AWS_PROXY', 'Use Lambda proxy integration: [x]'],
  ])('shows the box as it is at type %s', (type, box) => {
    expect(formatComparison([answerOf(type)], 120)).toContain(`Stack, Api\n${box}\n`);
  });

  it.each(['MOCK', 'BUFFERED', 'none'])('shows no box at type %s', (type) => {
    expect(formatComparison([answerOf(type)], 120)).not.toContain('proxy integration');
  });
});
