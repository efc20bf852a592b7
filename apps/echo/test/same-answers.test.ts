import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EchoApi } from '@org/cdk-constructs';
import { type Gateway, startGateway } from '@org/local-gateway';
import { App, Stack } from 'aws-cdk-lib/core';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('one handler behind aws and aws_proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'echo-same-'));
  let gateway: Gateway;

  beforeAll(async () => {
    const codePath = join(folder, 'code');
    await build({
      entryPoints: [join(import.meta.dirname, 'fixtures/teapot.ts')],
      outfile: join(codePath, 'index.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@org/source'],
    });
    const outdir = join(folder, 'cdk.out');
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    for (const [id, proxy] of [
      ['Aws', false],
      ['AwsProxy', true],
    ] as const) {
      new EchoApi(new Stack(app, id), 'Echo', { codePath, proxy, path: '/items/{id}' });
    }
    app.synth();
    gateway = await startGateway({ path: outdir, port: 0 });
  }, 60_000);

  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  async function post(stack: string, target: string, body: string) {
    const url = gateway.endpoints.find((endpoint) => endpoint.stack === stack)?.url;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${target}`, { method: 'POST', headers, body });
    const { status, headers: answered } = response;
    const [type] = answered.get('content-type')?.split(';') ?? [];
    // Every invocation has a request id of its own.
    const text = (await response.text()).replace(/"requestId":"[\da-f-]+"/, '"requestId":"…"');
    return { status, type, retryAfter: answered.get('retry-after'), body: JSON.parse(text) };
  }

  it.each([
    ['/items/1?name=Ada%20%26%20Bob', '{"message":"Hello \\"World\\" ☕"}', 200],
    ['/items/a%20b', '[1,null,{"a":"it\'s"}]', 200],
    ['/items/1?status=400', '{}', 400],
    ['/items/1?status=404', '{}', 404],
    ['/items/1?status=409', '{}', 409],
    ['/items/1?status=429', '{}', 429],
    ['/items/1?status=500', '{}', 500],
    ['/items/1?status=503', '{}', 503],
    ['/items/1?crash=out%20of%20cheese', '{}', 500],
    ['/items/1', '{"broken"', 400],
  ])('POST %s %s answers %i through both, with the same body', async (target, body, status) => {
    const aws = await post('Aws', target, body);
    const awsProxy = await post('AwsProxy', target, body);

    expect(aws.status).toBe(status);
    expect(aws).toEqual(awsProxy);
  });
});
