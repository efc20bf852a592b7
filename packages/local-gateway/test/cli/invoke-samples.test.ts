import { describe, expect, it } from 'vitest';

import { invokeSamples } from '../../src/cli/invoke-samples.ts';
import type { Sample } from '../../src/cli/samples.ts';
import type { Endpoint } from '../../src/gateway.ts';

const endpoint: Endpoint = {
  frontDoor: 'rest-api',
  apiId: 'abc123',
  stack: 'Echo',
  name: 'EchoApi',
  routes: [],
  url: 'http://localhost:3000/v1',
};

async function faultsOf(sample: Partial<Sample>): Promise<readonly string[]> {
  const whole: Sample = {
    api: 'EchoApi',
    method: 'GET',
    path: '/',
    headers: {},
    body: undefined,
    expect: { status: 200 },
    ...sample,
  };
  const { faults } = await invokeSamples([endpoint], [whole], new Map());
  return faults;
}

describe('invokeSamples', () => {
  it.each([
    { method: 'PO ST', why: 'Method must be a valid HTTP token ["PO ST"]' },
    { headers: { 'a b': 'c' }, why: 'Header name must be a valid HTTP token ["a b"]' },
  ])('says in one line why $why', async ({ why, ...sample }) => {
    const method = sample.method ?? 'GET';

    expect(await faultsOf(sample)).toEqual([`cannot send the sample ${method} / of Echo: ${why}`]);
  });

  it('names the stacks when a sample is for none of them', async () => {
    expect(await faultsOf({ stack: 'Other' })).toEqual([
      'found no API named EchoApi of Other for a sample, expected one of: EchoApi of Echo',
    ]);
  });

  it('names the APIs when a sample is for none of them', async () => {
    expect(await faultsOf({ api: 'Other' })).toEqual([
      'found no API named Other for a sample, expected one of: EchoApi of Echo',
    ]);
  });
});
