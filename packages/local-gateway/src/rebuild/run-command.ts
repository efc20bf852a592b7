import { randomUUID } from 'node:crypto';
import { delimiter, dirname, join, resolve } from 'node:path';

import {
  announceEnvironment,
  forgetEnvironment,
  guardEnvironment,
} from '../runtime/guard-client.ts';
import { killGroup, spawnGroup } from '../runtime/process-group.ts';

/** What a command came to: its exit code and everything it wrote. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs a shell command in a folder, with this Node and the tools of the folder's project first on the path. It and its
 * children are killed when it is aborted, and do not outlive this process; its children do not outlive the command.
 */
export function runCommand(
  command: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
  aborted?: AbortSignal,
): Promise<CommandResult> {
  const path = [dirname(process.execPath), ...binFolders(folder), process.env['PATH'] ?? ''].join(
    delimiter,
  );
  const { promise, resolve: done } = Promise.withResolvers<CommandResult>();
  const id = randomUUID();
  announceEnvironment(id);
  const child = spawnGroup(command, [], {
    cwd: folder,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, PATH: path },
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  child.on('error', (error) => done({ exitCode: 127, output: error.message }));
  child.on('close', (code) => done({ exitCode: code ?? 1, output }));
  const { pid } = child;
  const kill = () => {
    if (pid !== undefined) killGroup(pid);
  };
  // What it has left behind, which may hold its output open.
  child.on('exit', () => {
    kill();
    setTimeout(() => [child.stdout, child.stderr].map((stream) => stream?.destroy()), maxCloseMs);
  });
  if (pid !== undefined) guardEnvironment(id, pid);
  aborted?.addEventListener('abort', kill);
  return promise.finally(() => {
    aborted?.removeEventListener('abort', kill);
    forgetEnvironment(id);
  });
}

/** How long the output of a command that has ended may stay open, held by a child that left its group. */
const maxCloseMs = 250;

/** `node_modules/.bin` of the folder and of each folder above it. */
function binFolders(folder: string): readonly string[] {
  const parent = dirname(resolve(folder));
  const own = join(folder, 'node_modules', '.bin');
  return parent === resolve(folder) ? [own] : [own, ...binFolders(parent)];
}
