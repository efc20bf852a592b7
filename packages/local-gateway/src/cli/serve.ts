import type { Gateway } from '../gateway.ts';
import type { Log } from '../log.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import type { RebuildPlan } from '../rebuild/rebuild-plan.ts';
import { watchSources } from '../rebuild/watch.ts';

/** Serves until `stopped`, rebuilding the app after each change when there is a plan. */
export async function serve(
  gateway: Gateway,
  plan: RebuildPlan | undefined,
  log: Log,
  stopped: Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const reloads = serialize(() =>
    plan && !stopping.signal.aborted
      ? reload(gateway, plan, log, stopping.signal)
      : Promise.resolve(),
  );
  const stopWatching = plan && watchSources(plan, reloads.run, reloads.isRunning);
  // With nothing to serve and nothing to watch, Node would take the wait for a mistake and exit with 13.
  const waiting = setInterval(() => {}, 60_000);
  await stopped;
  clearInterval(waiting);
  stopWatching?.();
  stopping.abort();
}

/** Rebuilds and swaps; what does not build leaves the old code serving. */
async function reload(
  gateway: Gateway,
  plan: RebuildPlan,
  log: Log,
  stopping: AbortSignal,
): Promise<void> {
  const start = performance.now();
  const { error } = await rebuild(plan, stopping);
  if (stopping.aborted) return;
  if (error !== undefined) {
    log({ kind: 'error', message: `${error}\nthe last good build keeps serving` });
    return;
  }
  try {
    await gateway.reload();
    log({ kind: 'notice', message: `reloaded in ${Math.round(performance.now() - start)} ms` });
  } catch (cause) {
    log({
      kind: 'error',
      message: `cannot reload: ${cause instanceof Error ? cause.message : String(cause)}`,
    });
  }
}

/** Runs `task` again after it ends when it was asked for meanwhile, never twice at a time. */
function serialize(task: () => Promise<void>): {
  readonly run: () => void;
  readonly isRunning: () => boolean;
} {
  let running = false;
  let again = false;
  return { run, isRunning: () => running };

  function run(): void {
    if (running) {
      again = true;
      return;
    }
    running = true;
    void task().finally(() => {
      running = false;
      if (!again) return;
      again = false;
      run();
    });
  }
}
