import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** Starts a program as the leader of a process group of its own, so that its children can be killed with it. */
export function spawnGroup(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const detached = process.platform !== 'win32';
  return spawn(command, args, { ...options, detached, windowsHide: true });
}

/** Kills a process and all the children that it started (SIGKILL); says nothing when they are gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
