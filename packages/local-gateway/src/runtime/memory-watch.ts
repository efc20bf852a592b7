import { readFileSync } from 'node:fs';

/**
 * Watches how much memory a process holds, ten times a second, and tells once when that is above the limit. Only where
 * the system has `/proc`; elsewhere the heap limit of the runtime has to do.
 */
export function watchMemory(
  pid: number,
  limitMegabytes: number,
  onExceeded: (megabytes: number) => void,
): MemoryWatch {
  let max = 0;
  let sampledAt = -Infinity;
  const sample = () => {
    sampledAt = performance.now();
    const used = residentMegabytes(pid);
    if (used > max) max = used;
    if (used > limitMegabytes) {
      clearInterval(timer);
      onExceeded(used);
    }
  };
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

const interval = 100;
const pageBytes = 4096;

function residentMegabytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return Math.ceil((pages * pageBytes) / 2 ** 20);
  } catch {
    return 0;
  }
}
