import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { median, medianRatio } from '../statistics.ts';
import { writeApp } from './app.ts';
import { contenders, type Contender } from './contenders.ts';
import { processorTime } from './process-tree.ts';
import { runServer } from './run-server.ts';

/**
 * Compares what a request costs: processor time of a server and its children, user and system, over many requests of a
 * client in another process. Every round starts each contender afresh, one after the other, so that whatever else the
 * machine does hits them alike. The ratio to the bare server is the result; the times are there to see its scale.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '3000' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const requests = Number(options.requests);
const [base] = contenders;

interface Run {
  /** Microseconds of processor time for each request, by the number of connections. */
  readonly perRequest: ReadonlyMap<number, number>;
  readonly answerBytes: number;
  readonly readyAfter: number;
  readonly readyProcessorTime: number;
}

const connectionCounts = [1, 8, 64];

const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
try {
  writeApp(folder);
  const chosen = contenders.filter((one) => one === base || one.name.includes(options.only));
  const runs = await measure(chosen);
  if (options.json)
    console.log(JSON.stringify([...runs].map(([{ name }, all]) => summarize(name, all))));
  else print(runs);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(chosen: readonly Contender[]): Promise<Map<Contender, Run[]>> {
  const runs = new Map<Contender, Run[]>(chosen.map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round += 1) {
    process.stderr.write(`gateway, round ${round} of ${rounds}\n`);
    for (const contender of chosen) runs.get(contender)?.push(await runOnce(contender));
  }
  return runs;
}

async function runOnce(contender: Contender): Promise<Run> {
  const server = await runServer(contender, folder);
  try {
    const perRequest = new Map<number, number>();
    let answerBytes = 0;
    for (const connections of connectionCounts) {
      // As many to warm up: with eight connections there may be eight functions, and each of them has to.
      sendRequests(server.url, requests, connections);
      const before = processorTime(server.pid);
      answerBytes = sendRequests(server.url, requests, connections);
      const used = processorTime(server.pid) - before;
      perRequest.set(connections, (used / requests) * 1000);
    }
    const { readyAfter, readyProcessorTime } = server;
    return { perRequest, answerBytes, readyAfter, readyProcessorTime };
  } finally {
    await server.stop();
  }
}

/** Gives the bytes of an answer. */
function sendRequests(url: string, count: number, connections: number): number {
  const client = join(import.meta.dirname, 'client.ts');
  const parameters = [url, String(count), String(connections)];
  return Number(execFileSync(process.execPath, [client, ...parameters], { encoding: 'utf8' }));
}

function perRequest(all: readonly Run[] | undefined, connections: number): number[] {
  return (all ?? []).map((run) => run.perRequest.get(connections) ?? Number.NaN);
}

function print(runs: ReadonlyMap<Contender, readonly Run[]>): void {
  console.log(
    `\nmicroseconds of processor time for a request (× ${base.name}); ${rounds} rounds of ${requests} requests, each answer checked`,
  );
  const rows = [...runs].map(([{ name }, all]) => {
    const columns = connectionCounts.map((connections) => {
      const own = perRequest(all, connections);
      const ratio = medianRatio(own, perRequest(runs.get(base), connections));
      const label = connections === 1 ? '1 connection' : `${connections} connections`;
      return [label, `${median(own).toFixed(0)} (${ratio.toFixed(1)})`] as const;
    });
    return [
      name,
      {
        ...Object.fromEntries(columns),
        'answer bytes': median(all.map((run) => run.answerBytes)),
        'first answer ms': Math.round(median(all.map((run) => run.readyAfter))),
        'of it processor ms': median(all.map((run) => run.readyProcessorTime)),
      },
    ] as const;
  });
  console.table(Object.fromEntries(rows));
}

function summarize(name: string, all: readonly Run[]): object {
  const plain = (run: Run) => ({ ...run, perRequest: Object.fromEntries(run.perRequest) });
  return { name, runs: all.map(plain) };
}
