import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

import type { Contender } from './contenders.ts';
import { faultOf, job } from './job.ts';
import { processorTime } from './process-tree.ts';

/** A contender that has answered once. */
export interface RunningServer {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds from its start to its first right answer. */
  readonly readyAfter: number;
  /** Milliseconds of processor time until then. */
  readonly readyProcessorTime: number;
  stop(): Promise<void>;
}

/** Starts a contender and waits for its first right answer, half a minute at most. */
export async function runServer(contender: Contender, folder: string): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${contender.path}`;
  const start = performance.now();
  const child = spawn(process.execPath, contender.command(port, folder), {
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const { pid = 0 } = child;
  await firstAnswer(contender, url, child);
  return {
    pid,
    url,
    readyAfter: performance.now() - start,
    readyProcessorTime: processorTime(pid),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstAnswer({ name }: Contender, url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const fault = await ask(url);
    if (fault === undefined) return;
    if (child.exitCode !== null) throw new Error(`${name} ended with status ${child.exitCode}`);
    if (performance.now() > deadline) throw new Error(`${name} is not ready: ${fault}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function ask(url: string): Promise<string | undefined> {
  try {
    const { headers, body } = job;
    const response = await fetch(url, { method: 'POST', headers, body });
    return faultOf(response.status, await response.text());
  } catch (error) {
    return String(error);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
