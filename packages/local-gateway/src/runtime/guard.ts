/**
 * A small process beside the gateway: it is told of every process group that exists, and kills those that are left
 * when its input ends, which happens however the gateway ends, also by SIGKILL. So nothing outlives the gateway.
 */

const groups = new Set<number>();
let rest = '';

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const group = Number(line.slice(1));
    if (line.startsWith('+')) groups.add(group);
    else groups.delete(group);
  }
});
process.stdin.on('error', killAll);
process.stdin.on('end', killAll);

function killAll(): void {
  for (const group of groups) {
    try {
      process.kill(process.platform === 'win32' ? group : -group, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
  process.exit();
}
