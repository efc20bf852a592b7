import { Agent, request } from 'node:http';

import { faultOf, job } from './job.ts';

/**
 * Runs in a process of its own: `client.ts <url> <requests> <connections>` sends the job again and again on keep-alive
 * connections and checks each answer. Prints the bytes of one answer; ends with status 1 at the first wrong one.
 */
const [url = '', requests, connections] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
let left = Number(requests);
let answerBytes = 0;

await Promise.all(Array.from({ length: Number(connections) }, run));
agent.destroy();
process.stdout.write(String(answerBytes));

async function run(): Promise<void> {
  for (; left > 0; left -= 1) {
    const fault = await send();
    if (fault !== undefined) throw new Error(`${url}: ${fault}`);
  }
}

function send(): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers: job.headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const head = response.rawHeaders.reduce((sum, text) => sum + text.length + 2, 17);
        answerBytes = head + Buffer.byteLength(body);
        resolve(faultOf(response.statusCode, body));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(job.body);
  });
}
