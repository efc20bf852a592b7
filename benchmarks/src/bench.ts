import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measureParts, printParts } from './bench-parts.ts';
import { type Bundle, bundle } from './bundle.ts';
import { type Contender, contenders } from './contenders.ts';
import { type FrontDoor, frontDoors, type Size, sizes } from './job.ts';
import { median, medianRatio } from './statistics.ts';

/**
 * Compares the contenders on the same job: fresh processes, all of them once in each round, so that whatever else the
 * machine does hits them alike. The ratio to `raw` is the result; the times are there to see its scale.
 */
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(options.rounds);

interface Warm {
  readonly nanoseconds: number;
  readonly faults: readonly string[];
}

interface Cold {
  readonly load: number;
  readonly firstCall: number;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const bundles = new Map<Contender, Bundle>();
  for (const contender of contenders) {
    bundles.set(contender, await bundle(`contenders/${contender}`, folder));
  }
  const warmRuns = measureWarm(bundles);
  const coldRuns = measureCold(bundles);
  const report = {
    node: process.version,
    rounds,
    warm: summarizeWarm(warmRuns),
    cold: summarizeCold(bundles, coldRuns),
    parts: await measureParts(folder, rounds),
  };
  if (options.json) console.log(JSON.stringify(report));
  else {
    print(report);
    printParts(report.parts);
  }
} finally {
  rmSync(folder, { recursive: true });
}

type Key = `${FrontDoor} ${Size} ${Contender}`;

function measureWarm(bundles: ReadonlyMap<Contender, Bundle>): Map<Key, Warm[]> {
  const runs = new Map<Key, Warm[]>();
  for (let round = 1; round <= rounds; round += 1) {
    process.stderr.write(`warm, round ${round} of ${rounds}\n`);
    for (const frontDoor of frontDoors) {
      for (const size of sizes) {
        for (const contender of contenders) {
          const { path = '' } = bundles.get(contender) ?? {};
          const run: Warm = spawn('measure-warm.ts', [path, frontDoor, size]);
          const key: Key = `${frontDoor} ${size} ${contender}`;
          runs.set(key, [...(runs.get(key) ?? []), run]);
        }
      }
    }
  }
  return runs;
}

function measureCold(bundles: ReadonlyMap<Contender, Bundle>): Map<Contender, Cold[]> {
  const runs = new Map<Contender, Cold[]>();
  for (let round = 1; round <= rounds * 2; round += 1) {
    for (const contender of contenders) {
      const { path = '' } = bundles.get(contender) ?? {};
      const run: Cold = spawn('measure-cold.ts', [path]);
      runs.set(contender, [...(runs.get(contender) ?? []), run]);
    }
  }
  return runs;
}

/** What a script prints, as its caller knows it. */
function spawn(script: string, parameters: readonly string[]): Warm & Cold {
  const path = join(import.meta.dirname, script);
  const output = execFileSync(process.execPath, [path, ...parameters], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'bench', NODE_OPTIONS: '' },
  });
  // Some contenders log; the result is the last line.
  return JSON.parse(output.slice(output.lastIndexOf('\n') + 1));
}

interface WarmRow {
  readonly frontDoor: FrontDoor;
  readonly size: Size;
  readonly contender: Contender;
  readonly microseconds: number;
  readonly ratio: number;
  readonly faults: readonly string[];
}

function summarizeWarm(runs: ReadonlyMap<Key, readonly Warm[]>): WarmRow[] {
  return sizes.flatMap((size) =>
    frontDoors.flatMap((frontDoor) =>
      contenders.map((contender) => {
        const times = timesOf(runs.get(`${frontDoor} ${size} ${contender}`));
        const bases = timesOf(runs.get(`${frontDoor} ${size} raw`));
        return {
          frontDoor,
          size,
          contender,
          microseconds: median(times) / 1000,
          ratio: medianRatio(times, bases),
          faults: runs.get(`${frontDoor} ${size} ${contender}`)?.[0]?.faults ?? [],
        };
      }),
    ),
  );
}

function timesOf(runs: readonly Warm[] = []): number[] {
  return runs.map(({ nanoseconds }) => nanoseconds);
}

interface ColdRow {
  readonly contender: Contender;
  readonly bytes: number;
  readonly loadMilliseconds: number;
  readonly firstCallMilliseconds: number;
  readonly overRaw: number;
}

function summarizeCold(
  bundles: ReadonlyMap<Contender, Bundle>,
  runs: ReadonlyMap<Contender, readonly Cold[]>,
): ColdRow[] {
  const total = (contender: Contender) =>
    (runs.get(contender) ?? []).map(({ load, firstCall }) => load + firstCall);
  return contenders.map((contender) => ({
    contender,
    bytes: bundles.get(contender)?.bytes ?? Number.NaN,
    loadMilliseconds: median((runs.get(contender) ?? []).map(({ load }) => load)),
    firstCallMilliseconds: median((runs.get(contender) ?? []).map(({ firstCall }) => firstCall)),
    overRaw: median(total(contender)) - median(total('raw')),
  }));
}

function print(report: { readonly warm: readonly WarmRow[]; readonly cold: readonly ColdRow[] }) {
  for (const size of sizes) {
    console.log(`\n${size === 'small' ? 'small JSON' : '1 MB JSON in and out'}, × raw`);
    console.table(
      Object.fromEntries(
        contenders.map((contender) => [
          contender,
          Object.fromEntries(
            report.warm
              .filter((row) => row.size === size && row.contender === contender)
              .map((row) => [row.frontDoor, describe(row)]),
          ),
        ]),
      ),
    );
  }
  console.log('\ncold start, milliseconds of CPU in a fresh process');
  console.table(
    Object.fromEntries(
      report.cold.map((row) => [
        row.contender,
        {
          'bundle bytes': row.bytes,
          load: row.loadMilliseconds.toFixed(1),
          'first call': row.firstCallMilliseconds.toFixed(1),
          'over raw': row.overRaw.toFixed(1),
        },
      ]),
    ),
  );
}

function describe({ ratio, microseconds, faults }: WarmRow): string {
  const wrong = faults.length === 0 ? '' : `, wrong: ${faults.join(', ')}`;
  return `${ratio.toFixed(2)} (${microseconds.toFixed(1)} µs${wrong})`;
}
