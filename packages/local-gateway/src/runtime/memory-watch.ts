import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Watches how much memory a process holds, ten times a second where the system has `/proc`, once a second by `ps`
 * elsewhere, and not at all on Windows. Tells once when that is above the limit.
 */
export function watchMemory(
  pid: number,
  limitMegabytes: number,
  onExceeded: (megabytes: number) => void,
): MemoryWatch {
  let max = 0;
  let sampledAt = -Infinity;
  const take = (used: number) => {
    if (used > max) max = used;
    if (used <= limitMegabytes) return;
    clearInterval(timer);
    onExceeded(used);
  };
  const sample = () => {
    sampledAt = performance.now();
    if (process.platform === 'linux') take(fromProc(pid));
    else if (process.platform !== 'win32') askPs(pid, take);
  };
  const interval = process.platform === 'linux' ? 100 : 1000;
  const timer = setInterval(sample, interval).unref();
  return {
    max() {
      if (performance.now() - sampledAt > interval) sample();
      return max;
    },
    stop: () => clearInterval(timer),
  };
}

export interface MemoryWatch {
  /** Megabytes at most so far. */
  max(): number;
  stop(): void;
}

const pageBytes = 4096;

function fromProc(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return Math.ceil((pages * pageBytes) / 2 ** 20);
  } catch {
    return 0;
  }
}

function askPs(pid: number, take: (megabytes: number) => void): void {
  execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, kilobytes) => {
    if (error === null) take(Math.ceil(Number(kilobytes) / 1024));
  });
}
