import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

function sampleOf(sample: Partial<Sample>): Sample {
  return {
    api: 'EchoApi',
    method: 'GET',
    path: '/',
    headers: {},
    body: undefined,
    expect: { status: 200 },
    ...sample,
  };
}

async function faultsOf(sample: Partial<Sample>): Promise<readonly string[]> {
  const { faults } = await invokeSamples([endpoint], [sampleOf(sample)], new Map());
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

  it.each([
    ['POST', '/hello', 'AWS'],
    ['OPTIONS', '/hello', 'MOCK'],
    ['DELETE', '/users/7?force=1', 'AWS_PROXY'],
    ['DELETE', '/hello', 'none'],
  ])('tells the integration type that serves %s %s', async (method, path, integrationType) => {
    const server = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const routes = [
      { method: 'OPTIONS', path: '/hello', integrationType: 'MOCK' },
      { method: 'POST', path: '/hello', integrationType: 'AWS' },
      { method: 'ANY', path: '/users/{id}', integrationType: 'AWS_PROXY' },
    ];

    const { answers } = await invokeSamples(
      [{ ...endpoint, routes, url: `http://127.0.0.1:${port}` }],
      [sampleOf({ method, path })],
      new Map(),
    );
    server.close();

    expect(answers).toMatchObject([{ integrationType }]);
  });
});
