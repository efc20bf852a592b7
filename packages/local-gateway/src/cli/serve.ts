import type { Gateway } from '../gateway.ts';
import type { Log } from '../log.ts';
import type { CdkJson } from '../rebuild/cdk-json.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import { watchSources } from '../rebuild/watch.ts';

/** Serves until `stopped`, rebuilding the app after each change when it has a `cdk.json`. */
export async function serve(
  gateway: Gateway,
  folder: string,
  cdkJson: CdkJson | undefined,
  log: Log,
  stopped: Promise<void>,
): Promise<void> {
  const stopWatching =
    cdkJson &&
    watchSources(
      folder,
      cdkJson,
      serialize(() => reload(gateway, folder, cdkJson, log)),
    );
  await stopped;
  stopWatching?.();
}

/** Rebuilds and swaps; what does not build leaves the old code serving. */
async function reload(gateway: Gateway, folder: string, cdkJson: CdkJson, log: Log): Promise<void> {
  const start = performance.now();
  const { error } = await rebuild(folder, cdkJson);
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
function serialize(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return function run() {
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
  };
}
