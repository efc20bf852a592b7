import { readdirSync, readFileSync } from 'node:fs';

/**
 * A small process beside the gateway: it is told of every execution environment before it is started (`?<id>`), of its
 * process group (`+<id> <group>`) and of its end (`-<id>`). It kills what an environment that has ended left outside of
 * its group, and everything that is left when its input ends, which happens however the gateway ends, also by SIGKILL.
 * So nothing outlives an environment or the gateway.
 */

const groups = new Map<string, number | undefined>();
let rest = '';

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  const ended: string[] = [];
  for (const line of lines) {
    const [id = '', group] = line.slice(1).split(' ');
    if (!line.startsWith('-')) groups.set(id, group === undefined ? undefined : Number(group));
    else if (groups.delete(id)) ended.push(id);
  }
  killStrays(ended);
});
process.stdin.on('error', end);
process.stdin.on('end', end);

function end(): void {
  if (groups.size === 0) leave();
  killAll();
  // One that was just being started shows a little later.
  setTimeout(killAll, 200);
  setTimeout(() => {
    killAll();
    leave();
  }, 600);
}

/** Not by an exit of Node, in which its threads may wait for each other for ever: the gateway waits for the guard. */
function leave(): void {
  process.kill(process.pid, 'SIGKILL');
}

function killAll(): void {
  for (const group of groups.values()) {
    if (group !== undefined) kill(process.platform === 'win32' ? group : -group);
  }
  killStrays([...groups.keys()]);
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
