import { Agent, request } from 'node:http';

import { expect } from 'vitest';

import { until } from '../runtime/functions.ts';

/** Clients that send one request after the other, each on a connection of its own that it keeps. */
export interface Load {
  /** Right answers so far. */
  answers(): number;
  /** Resolves after so many more right answers, or when there is a wrong one. */
  after(count: number): Promise<void>;
  /** Ends it, and fails when an answer was wrong or a request was lost. */
  stop(): Promise<void>;
}

/** Starts `clients` clients that `POST` to a URL and expect status 200 and a body that fits. */
export function startLoad(url: string, clients: number, expected: RegExp): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const faults: string[] = [];
  let answers = 0;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted && faults.length < 10) {
      try {
        const { status, body } = await post(url, '', agent);
        if (status === 200 && expected.test(body)) answers += 1;
        else faults.push(`${status} ${body}`);
      } catch (error) {
        faults.push(String(error));
      }
    }
  }

  const running = Promise.all(Array.from({ length: clients }, run));
  return {
    answers: () => answers,
    async after(count) {
      const enough = answers + count;
      await until(() => answers >= enough || faults.length > 0);
    },
    async stop() {
      stopping.abort();
      await running;
      agent.destroy();
      expect(faults).toEqual([]);
    },
  };
}

/** Sends one request. */
export function post(
  url: string,
  body: string,
  agent: Agent | false = false,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
