import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sample } from '@org/local-gateway';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invokeDeployed } from '../deploy/invoke.ts';

const sample: Sample = {
  stack: 'Echo',
  api: 'EducativeRestAPI',
  method: 'POST',
  path: '/hello',
  headers: { 'content-type': 'application/json' },
  body: { message: 'Hello World' },
  expect: { status: 200, json: { ok: true } },
};
const stack = {
  name: 'Echo',
  changed: true,
  outputs: {
    EchoUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com/v1/hello',
    EchoIntegrationType: 'AWS_PROXY',
  },
};

describe('invokeDeployed', () => {
  let server: Server;
  let endpoint: string;
  let answers: number[];
  let hosts: (string | undefined)[];
  let said: string[];

  beforeEach(async () => {
    [answers, hosts, said] = [[], [], []];
    server = createServer((request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(answers.shift() ?? 200).end('{"ok":true}');
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    // A server that listens on TCP has an address object.
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  const invoke = (overrides: Partial<typeof stack> = {}) =>
    invokeDeployed(sample, { ...stack, ...overrides }, endpoint, (message) => said.push(message));

  it('sends the sample to the endpoint, which learns from the host which API it is for', async () => {
    const { answer, fault } = await invoke();

    expect(fault).toBeUndefined();
    expect(answer).toMatchObject({
      stack: 'Echo',
      integrationType: 'AWS_PROXY',
      request: { body: '{"message":"Hello World"}' },
      response: { status: 200, body: '{"ok":true}' },
    });
    expect(hosts).toEqual(['abc.execute-api.eu-west-1.amazonaws.com']);
  });

  it('sends no body for a sample without one', async () => {
    const without = { ...sample, method: 'GET', body: undefined };

    const { answer } = await invokeDeployed(without, stack, endpoint, () => {});

    expect(answer.request.body).toBe('');
  });

  it('tries again while a new stage is not known everywhere', async () => {
    answers = [403, 500];

    const { fault } = await invoke();

    expect(fault).toBeUndefined();
    expect(said).toEqual([
      expect.stringContaining(': 403, trying again'),
      expect.stringContaining(': 500, trying again'),
    ]);
  });

  it('does not try again when the answer is just wrong', async () => {
    answers = [418];

    const { fault } = await invoke();

    expect(fault).toBe('answered 418, expected 200');
    expect(said).toEqual([]);
  });

  it('misses an output with the URL', async () => {
    await expect(invoke({ outputs: { EchoUrl: '', EchoIntegrationType: 'AWS' } })).rejects.toThrow(
      'stack Echo has no output with a URL /hello',
    );
  });
});
