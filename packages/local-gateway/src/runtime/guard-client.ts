import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Keeps the one guard of this process (`guard.ts`) for as long as something holds it. It is started with the first
 * environment and kept out of the way: it does not keep this process alive.
 */
export function holdGuard(): GuardHold {
  let held = true;
  holds++;
  return {
    release() {
      if (held) holds--;
      held = false;
      return holds === 0 ? stopGuard() : Promise.resolve();
    },
  };
}

export interface GuardHold {
  /** Resolves when the guard has ended, if nobody else holds it. */
  release(): Promise<void>;
}

/** Announces an environment that is about to start, so that there is no moment in which nobody would end it. */
export function announceEnvironment(id: string): void {
  groups.set(id, undefined);
  if (guard === undefined) startGuard();
  else tell(`?${id}\n`);
}

/** Has an environment killed, with all of its children, should this process end before it. */
export function guardEnvironment(id: string, group: number): void {
  groups.set(id, group);
  tell(`+${id} ${group}\n`);
}

/** The environment has ended; the guard kills what it left behind outside of its process group. */
export function forgetEnvironment(id: string): void {
  if (groups.delete(id)) tell(`-${id}\n`);
}

// Process groups belong to the process as a whole, and so does their guard.
const groups = new Map<string, number | undefined>();
let holds = 0;
let guard: ChildProcess | undefined;

const program = fileURLToPath(
  new URL(`./guard${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);

function startGuard(): void {
  // Detached: Ctrl-C in a terminal goes to the whole group of the gateway, and the guard has to stay until it is over.
  const started = spawn(
    process.execPath,
    ['--max-old-space-size=16', '--disable-warning=ExperimentalWarning', program],
    {
      cwd: dirname(program),
      detached: true,
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
    },
  );
  guard = started;
  started.on('error', lost);
  started.on('exit', lost);
  started.stdin?.on('error', lost);
  started.unref();
  // The stream of a pipe is a socket, which can be unreferenced; its type does not say so.
  if (
    started.stdin !== null &&
    'unref' in started.stdin &&
    typeof started.stdin.unref === 'function'
  ) {
    started.stdin.unref();
  }
  for (const [id, group] of groups) tell(group === undefined ? `?${id}\n` : `+${id} ${group}\n`);

  function lost(): void {
    // The next environment starts another one.
    if (guard === started) guard = undefined;
  }
}

function tell(line: string): void {
  guard?.stdin?.write(line);
}

async function stopGuard(): Promise<void> {
  const stopped = guard;
  guard = undefined;
  if (stopped === undefined || stopped.exitCode !== null || stopped.signalCode !== null) return;
  stopped.ref();
  await new Promise((resolve) => {
    stopped.once('exit', resolve);
    stopped.once('error', resolve);
    stopped.stdin?.end();
  });
}
