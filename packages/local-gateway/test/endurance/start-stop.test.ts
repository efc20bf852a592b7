import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { isAlive, processesWith, until } from '../runtime/functions.ts';
import { enduranceTimeout, times } from './counts.ts';
import { post } from './load.ts';

const cycles = times({ short: 4, full: 200 });
const signals = ['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP'] as const;

describe.runIf(process.platform === 'linux')('start and stop', () => {
  it(
    `ISO-06 leaves no process behind in ${cycles} cycles, also by SIGKILL`,
    { timeout: enduranceTimeout },
    async () => {
      const folder = await writeAssembly({
        functions: {
          Hello: `
            import { spawn } from 'node:child_process';
            spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
            export const handler = async () => ({ body: 'hello' });`,
        },
        resources: restApi([
          { path: 'hello', method: 'POST', integration: lambdaIntegration('Hello') },
        ]),
      });
      const pids: number[] = [];

      for (let cycle = 0; cycle < cycles; cycle += 1) {
        const gateway = await startProgram(folder);
        expect(await post(`${gateway.url}/hello`, '')).toMatchObject({ body: 'hello' });
        const tree = descendants(gateway.pid);
        // The function, its child and the guard.
        expect(tree.length).toBeGreaterThanOrEqual(3);
        pids.push(gateway.pid, ...tree);
        await gateway.end(signals[cycle % signals.length] ?? 'SIGTERM');
      }

      await until(() => pids.filter(isAlive).length === 0);
      expect(processesWith(folder)).toEqual([]);
    },
  );
});

/** Runs the command line from its sources until it has printed where it serves. */
async function startProgram(folder: string) {
  const program = join(import.meta.dirname, '../../src/cli.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=@org/source', program, folder, '--port', '0', '--no-watch'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8');
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
    child.stdout.on('data', (text: string) => {
      output += text;
      const [found] = /http:\/\/localhost:\d+\/v1/.exec(output) ?? [];
      if (found !== undefined && output.includes('Ctrl-C')) resolve(found);
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    async end(signal: NodeJS.Signals) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/** Every process below this one, by `/proc/<pid>/stat`. */
function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const found = [pid];
  for (const parent of found) {
    found.push(...parents.filter(([, of]) => of === parent).map(([child]) => child));
  }
  return found.slice(1);
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
