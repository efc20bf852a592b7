import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { serve } from './bare-server.ts';

/**
 * The least there can be with a function in a process of its own, which is what keeps a crash, an endless loop or a full heap
 * there: sends an event of the size of a REST API's to it, one at a time, and answers the body of its result. No routes, no
 * Runtime API, no checks, no log.
 */
const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-function.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
process.on('SIGTERM', () => {
  child.kill();
  process.exit();
});

const waiting: { readonly event: string; readonly answer: (body: string) => void }[] = [];
// What an event of a REST API has beside its body.
const others = 'x'.repeat(1500);

serve((body, answer) => {
  waiting.push({ event: JSON.stringify({ others, body }), answer });
  if (waiting.length === 1) send();
});

let rest = '';
child.stdout.on('data', (chunk: Buffer) => {
  rest += chunk.toString();
  if (!rest.endsWith('\n')) return;
  const { body }: { readonly body: string } = JSON.parse(rest);
  rest = '';
  const invocation = waiting.shift();
  send();
  invocation?.answer(body);
});

function send(): void {
  const [next] = waiting;
  if (next !== undefined) child.stdin.write(`${next.event}\n`);
}
