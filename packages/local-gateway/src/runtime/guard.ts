import { readdirSync, readFileSync } from 'node:fs';

/**
 * A small process beside the gateway: it is told of every execution environment, as `+<process group> <id>`, and of its
 * end, as `-<process group> <id>`. It kills the children that left the process group of an environment which has ended,
 * and everything that is left when its input ends, which happens however the gateway ends, also by SIGKILL. So nothing
 * outlives an environment or the gateway.
 */

const groups = new Map<string, number>();
let ended: string[] = [];
let rest = '';

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const [group = '', id = ''] = line.slice(1).split(' ');
    if (line.startsWith('+')) groups.set(id, Number(group));
    else if (groups.delete(id)) ended.push(id);
  }
  killStrays(ended);
  ended = [];
});
process.stdin.on('error', end);
process.stdin.on('end', end);

function end(): void {
  for (const group of groups.values()) kill(process.platform === 'win32' ? group : -group);
  killStrays([...groups.keys()]);
  process.exit();
}

/**
 * A child can leave its process group, as browsers do, but its environment still names the log stream of the execution
 * environment that it came from. Only where the system has `/proc`.
 */
function killStrays(ids: readonly string[]): void {
  if (ids.length === 0 || process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name) || Number(name) === process.pid) continue;
    const variables = read(`/proc/${name}/environ`);
    if (ids.some((id) => variables.includes(id))) kill(Number(name));
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // It has ended, or belongs to somebody else.
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
