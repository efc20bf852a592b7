import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { writeAssembly } from '../assemblies.ts';
import { lessonParts } from '../console/lesson.ts';
import { send } from '../http-client.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');

/** Runs the command until `use` is through with what it has printed. */
async function run(
  args: readonly string[],
  isReady: RegExp,
  use: (output: string) => Promise<void>,
): Promise<number | null> {
  const child = spawn(process.execPath, ['--conditions=@org/source', cli, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isReady.test(output)) resolve();
    });
  });
  await Promise.race([ready, ended]);
  try {
    await use(output);
  } finally {
    child.kill('SIGTERM');
  }
  return ended;
}

describe('the console of local-gateway', () => {
  it('is linked from the banner, and ends with the gateway', async () => {
    const folder = await writeAssembly(lessonParts);

    const exitCode = await run([folder, '--port', '0'], /Ctrl-C/, async (output) => {
      const [, address = ''] = /Console: (http:\/\/localhost:\d+\/)\n/.exec(output) ?? [];
      expect(await send(address)).toMatchObject({ status: 200 });
    });

    expect(exitCode).toBe(0);
  });

  it('is in the JSON document', async () => {
    const folder = await writeAssembly(lessonParts);

    await run([folder, '--port', '0', '--json'], /\n}\n/, async (output) => {
      const { console: address } = JSON.parse(output) as { readonly console: string };
      expect(await send(address)).toMatchObject({ status: 200 });
    });
  });

  it.each([['--no-console'], ['--once']])('is not there with %s', async (option) => {
    const folder = await writeAssembly(lessonParts);
    let printed = '';

    await run([folder, '--port', '0', option], /Ctrl-C/, (output) => {
      printed = output;
      return Promise.resolve();
    });

    expect(printed).not.toContain('Console:');
  });
});
