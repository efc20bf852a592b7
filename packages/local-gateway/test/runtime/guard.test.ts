import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { functionSpec, isAlive, processesWith, until, writeCode } from './functions.ts';

const functionModule = join(import.meta.dirname, '../../src/runtime/function.ts');

/** A gateway of its own, whose function writes the ids of its processes to a file; gives them and how to end it. */
async function startGateway(handler: string, calls: number): Promise<Gateway> {
  const spec = functionSpec(handler, { timeout: 60 });
  const folder = writeCode({
    'gateway.ts': `
      import { startFunction } from ${JSON.stringify(functionModule)};
      const running = startFunction(${JSON.stringify(spec)}, { maxEnvironments: ${calls} });
      for (let i = 0; i < ${calls}; i++) running.invoke('{}').catch(() => {});
      setInterval(() => {}, 1000);`,
  });
  const gateway = spawn(process.execPath, [join(folder, 'gateway.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  onTestFinished(() => void gateway.kill('SIGKILL'));
  const pids = () => readPids(join(spec.codeDirectory, 'pids'));
  await until(() => pids().length === calls * 2);
  return {
    pids: pids(),
    end: (signal) => void gateway.kill(signal),
    isUp: () => isAlive(gateway.pid ?? 0),
  };
}

interface Gateway {
  readonly pids: readonly number[];
  end(signal: NodeJS.Signals): void;
  isUp(): boolean;
}

function readPids(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

/** Notes its own process and a child, then does `then`. */
const notes = (then: string) => `
  import { spawn } from 'node:child_process';
  import { appendFileSync } from 'node:fs';
  export const handler = async () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    appendFileSync('pids', process.pid + '\\n' + child.pid + '\\n');
    ${then}
  };`;

describe('the guard', () => {
  it.each([
    ['SIGKILL', 'for (;;);'],
    ['SIGKILL', 'await new Promise((resolve) => setTimeout(resolve, 600_000));'],
    ['SIGKILL', "spawn('sleep', ['600'], { stdio: 'ignore', detached: true }); for (;;);"],
    ['SIGTERM', 'for (;;);'],
  ] as const)(
    'ISO-06 leaves nothing when the gateway ends by %s during %s',
    async (signal, then) => {
      const { pids, end, isUp } = await startGateway(notes(then), 2);
      expect(pids.filter(isAlive)).toHaveLength(4);

      end(signal);
      const endedAt = Date.now();
      await until(() => pids.filter(isAlive).length === 0);

      expect(Date.now() - endedAt).toBeLessThan(2000);
      await until(() => !isUp());
    },
  );

  it.each([0, 5, 20, 50])(
    'ISO-06 leaves nothing when the gateway is killed %i ms after it began to start an environment',
    async (delay) => {
      const spec = functionSpec('for (;;);', { timeout: 60 });
      const folder = writeCode({
        'gateway.ts': `
          import { startFunction } from ${JSON.stringify(functionModule)};
          const running = startFunction(${JSON.stringify(spec)});
          running.invoke('{}').catch(() => {});
          running.invoke('{}').catch(() => {});
          process.stdout.write('begun');`,
      });
      const gateway = spawn(process.execPath, [join(folder, 'gateway.ts')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((resolve) => gateway.stdout.once('data', resolve));

      await new Promise((resolve) => setTimeout(resolve, delay));
      gateway.kill('SIGKILL');
      await new Promise((resolve) => gateway.once('exit', resolve));
      await until(() => processesWith(spec.codeDirectory).length === 0);

      expect(processesWith(spec.codeDirectory)).toEqual([]);
    },
  );

  // The exit of a small Node process can wait for its own compiler threads for ever, and the gateway with it.
  it('GW-19 ends at once when its input does, without an exit of Node that may hang', async () => {
    const program = join(import.meta.dirname, '../../src/runtime/guard.ts');
    const guard = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise((resolve) => guard.once('exit', (_code, signal) => resolve(signal)));

    guard.stdin.end();

    expect(await ended).toBe('SIGKILL');
  });
});
