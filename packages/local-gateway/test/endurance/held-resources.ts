import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How many connections, servers and child processes this process holds open. */
export function openHandles(): number {
  return process.getActiveResourcesInfo().filter((kind) => /^(TCP|Pipe|Process)/.test(kind)).length;
}

/** Megabytes of objects that are still reachable. */
export function heldMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
