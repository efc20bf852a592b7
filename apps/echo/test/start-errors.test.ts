import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { repositoryRoot, run } from './run-command.ts';

const command = join(repositoryRoot, 'packages/local-gateway/bin/local-gateway.mjs');

describe('local-gateway', () => {
  it('says in one line that a port is taken and what to do (GW-18)', async () => {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    // A server that listens on TCP has an address object.
    const { port } = server.address() as AddressInfo;

    const result = await run('node', [command, 'apps/echo', '--once', '--port', String(port)]);
    server.close();

    expect(result).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: `local-gateway: port ${port} is taken, free it or choose another one with --port\n`,
    });
  });

  it('says in one line that nothing is synthesized and what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-build-'));

    const result = await run('node', [command, '.', '--once'], { cwd: folder });

    expect(result).toMatchObject({
      exitCode: 1,
      stderr: 'local-gateway: no cdk.out found at ., run the synth step first (cdk synth)\n',
    });
  });

  it('refuses a mistaken option with exit code 2', async () => {
    const result = await run('node', [command, '--prot', '3']);

    expect(result.exitCode).toBe(2);
    expect(result.stderr).toBe(
      'local-gateway: found option --prot, expected one that --help shows\n',
    );
  });

  it.each(['65536', 'abc', '-1'])('refuses port %s', async (port) => {
    const result = await run('node', [command, `--port=${port}`]);

    expect(result).toMatchObject({
      exitCode: 2,
      stderr: `local-gateway: found port "${port}", expected a number from 0 to 65535\n`,
    });
  });

  it('prints its help', async () => {
    const result = await run('node', [command, '--help']);

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain('Usage: local-gateway');
  });
});
