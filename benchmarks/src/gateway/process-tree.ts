import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time, user and system, that a process and everything below it have used (Linux only). */
export function processorTime(pid: number): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(name) ?? []);
  const tree = new Set([pid]);
  for (let size = 0; size < tree.size;) {
    size = tree.size;
    for (const one of all) if (tree.has(one.parent)) tree.add(one.pid);
  }
  return all.reduce((sum, one) => (tree.has(one.pid) ? sum + one.milliseconds : sum), 0);
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** Of itself and of the children that have ended. */
  readonly milliseconds: number;
}

/** Reads `/proc/<pid>/stat`, whose second field may hold anything between its brackets. */
function readStat(name: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(name), parent: Number(fields[1]), milliseconds: ticks * tickLength };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

/** Milliseconds; 100 ticks a second on every Linux there is. */
const tickLength = 10;
