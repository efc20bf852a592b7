import { lstatSync, readdirSync, watch, type FSWatcher, type WatchListener } from 'node:fs';
import { join, sep } from 'node:path';

/** Calls `onFile` as {@link watchFolder} does, by a watcher for each folder that is not left out, and for each link. */
export function watchTree(
  folder: string,
  onFile: (path: string) => void,
  isLeftOut: (folder: string) => boolean,
): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  // It may itself be behind a link.
  look(folder, () => {});
  return {
    close: () => remove(folder),
  };

  function enter(path: string, onFound: (path: string) => void): void {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    // What a link leads to changes without a word to the folder of the link.
    if (stats?.isSymbolicLink()) open(path, () => onFile(path));
    if (stats?.isDirectory()) look(path, onFound);
  }

  function look(path: string, onFound: (path: string) => void): void {
    if (isLeftOut(path)) return;
    open(path, (event, name) => {
      if (name !== null) changed(event, join(path, name));
    });
    // Behind the start of the watcher, so that nothing comes between.
    for (const name of namesIn(path)) {
      onFound(join(path, name));
      enter(join(path, name), onFound);
    }
  }

  function changed(event: string, path: string): void {
    onFile(path);
    if (event !== 'rename') return;
    // A folder or a link may have gone, come, or been put into the place of another.
    if (watchers.has(path)) remove(path);
    enter(path, onFile);
  }

  function open(path: string, onEvent: WatchListener<string>): void {
    try {
      watchers.set(path, watch(path, onEvent).on('error', ignore));
    } catch {
      // It is gone, again, or leads nowhere.
    }
  }

  function remove(path: string): void {
    for (const [one, watcher] of watchers) {
      if (one !== path && !one.startsWith(path + sep)) continue;
      watcher.close();
      watchers.delete(one);
    }
  }
}

/** None when the folder is gone. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ignore(): void {
  // What cannot be watched any more is not there, or nothing of it changes.
}
