import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { type Gateway, startGateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { send } from '../http-client.ts';

/** A runtime of its own: a program that asks the Runtime API for work, here with `fetch`. */
const program = `#!${process.execPath}
const root = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
(async () => {
  for (;;) {
    const next = await fetch(root + 'next');
    const { rawPath } = await next.json();
    const body = JSON.stringify({ statusCode: 200, body: process.env._HANDLER + ' ' + rawPath });
    const id = next.headers.get('lambda-runtime-aws-request-id');
    await fetch(root + id + '/response', { method: 'POST', body });
  }
})();
`;

const needsProgram = 'expected an executable file bootstrap in the folder of its code';

describe('a function with a provided runtime', () => {
  let gateway: Gateway | undefined;
  const notices: string[] = [];

  async function serve(Code: unknown, mode: number): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'provided-'));
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code', 'bootstrap'), program);
    chmodSync(join(folder, 'code', 'bootstrap'), mode);
    const Properties = { Runtime: 'provided.al2023', Handler: 'mine', Code };
    const Resources = {
      Own: { Type: 'AWS::Lambda::Function', Properties },
      Url: {
        Type: 'AWS::Lambda::Url',
        Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Own', 'Arn'] } },
      },
    };
    const path = join(folder, 'template.json');
    writeFileSync(path, JSON.stringify({ Resources }));
    notices.length = 0;
    const log = (entry: LogEntry) => {
      if (entry.kind === 'notice') notices.push(entry.message);
    };
    gateway = await startGateway({ path, port: 0, log });
    return gateway.endpoints[0]?.url ?? '';
  }

  afterEach(() => gateway?.close());

  it('runs its own program', async () => {
    const url = await serve('code', 0o755);

    expect(await send(`${url}/hello`)).toMatchObject({ status: 200, body: 'mine /hello' });
    expect(notices).toEqual([]);
  });

  it.each([
    ['its program is not executable', 'code', 0o644],
    ['it has no folder', { ZipFile: 'text' }, 0o755],
  ])('is not served when %s', async (_, code, mode) => {
    const url = await serve(code, mode);

    expect(await send(`${url}/hello`)).toMatchObject({ status: 501 });
    expect(notices).toEqual([expect.stringContaining(`runs provided.al2023, ${needsProgram}`)]);
  });
});
