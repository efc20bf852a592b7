import { spawn } from 'node:child_process';

/** Shows an address in the default browser; where there is none, nothing happens. */
export function openBrowser(url: string): void {
  const [command, args] = openCommand(process.platform);
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

/** The command of a platform that opens what it is given. */
export function openCommand(
  platform: NodeJS.Platform,
): readonly [command: string, args: readonly string[]] {
  if (platform === 'darwin') return ['open', []];
  // `start` takes its first argument in quotes for a title.
  if (platform === 'win32') return ['cmd', ['/c', 'start', '']];
  return ['xdg-open', []];
}
