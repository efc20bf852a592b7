import { describe, expect, it } from 'vitest';

import type { SampleAnswer } from '../../src/cli/invoke-sample.ts';
import type { Endpoint } from '../../src/gateway.ts';
import { formatComparison, formatEndpoints } from '../../src/cli/print.ts';

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

describe('formatEndpoints', () => {
  const url = 'http://localhost:3000/v1';
  const endpoint = (method: string, path: string): Endpoint => ({
    frontDoor: 'rest-api',
    apiId: 'abc123',
    stack: 'Stack',
    name: 'Api',
    routes: [{ method, path, integrationType: 'AWS_PROXY' }],
    url,
  });

  it('has a command for the first route of an API', () => {
    expect(formatEndpoints([endpoint('ANY', '/a')], [])).toContain(`\n  curl -i '${url}/a'`);
    expect(formatEndpoints([endpoint('POST', '/a')], [])).toContain(
      `\n  curl -i -X POST '${url}/a' -H 'content-type: application/json' -d '{"message":"Hello World"}'`,
    );
  });

  it('has the command of a sample where the app declares one, whichever route it takes', () => {
    const request = { method: 'POST', headers: {}, body: `{"it's":1}` };
    const sample = { ...answerOf('AWS_PROXY'), url: `${url}/b`, request };

    expect(formatEndpoints([endpoint('GET', '/a')], [sample])).toContain(
      String.raw`curl -i -X POST '${url}/b' -H 'content-type: application/json' -d '{"it'\''s":1}'`,
    );
  });
});
