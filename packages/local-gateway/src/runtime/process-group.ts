import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { forgetGroup, watchGroup } from './guard-client.ts';

/**
 * Starts the program of an environment as the leader of a process group of its own, so that its children can be killed
 * with it.
 */
export function spawnGroup(
  environmentId: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const child = spawn(command, args, {
    ...options,
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) watchGroup(child.pid, environmentId);
  return child;
}

/** Kills a process and all the children that it started (SIGKILL); says nothing when they are gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Kills what is left of a group whose leader has ended. */
export function endGroup(pid: number, environmentId: string): void {
  killGroup(pid);
  forgetGroup(pid, environmentId);
}
