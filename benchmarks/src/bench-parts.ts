import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { bundle } from './bundle.ts';
import { type FrontDoor, frontDoors } from './job.ts';
import type { parts } from './parts.ts';
import { median } from './statistics.ts';

type Part = keyof typeof parts;

const names: readonly Part[] = [
  'nothing',
  'body',
  'query',
  'headers',
  'JSON reply',
  'reply with header and cookies',
];

/** Microseconds of an invocation by what its handler uses, and by front door. */
export type PartTimes = Readonly<Record<Part, Readonly<Record<FrontDoor, number>>>>;

/** Measures what the parts of requests and replies cost, each in a fresh process. */
export async function measureParts(folder: string, rounds: number): Promise<PartTimes> {
  const { path } = await bundle('parts', folder);
  const runs = names.map((name) => [name, [] as Record<FrontDoor, number>[]] as const);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, times] of runs) {
      const script = join(import.meta.dirname, 'measure-part.ts');
      const output = execFileSync(process.execPath, [script, path, name], { encoding: 'utf8' });
      times.push(JSON.parse(output));
    }
  }
  const medians = runs.map(([name, times]) => [
    name,
    Object.fromEntries(
      frontDoors.map((door) => [door, median(times.map((time) => time[door])) / 1000]),
    ),
  ]);
  return Object.fromEntries(medians);
}

/** Prints them as a table. */
export function printParts(times: PartTimes): void {
  console.log('\nan invocation of proxyHandler by what its handler uses, µs');
  const rows = Object.entries(times).map(([name, byDoor]) => [
    name,
    Object.fromEntries(Object.entries(byDoor).map(([door, time]) => [door, time.toFixed(2)])),
  ]);
  console.table(Object.fromEntries(rows));
}
