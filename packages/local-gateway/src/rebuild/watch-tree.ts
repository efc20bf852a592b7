import { lstatSync, readdirSync, watch, type Dirent, type FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';

/** Calls `onFile` as {@link watchFolder} does, by a watcher for each folder that is not left out. */
export function watchTree(
  folder: string,
  onFile: (path: string) => void,
  isLeftOut: (folder: string) => boolean,
): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  add(folder, () => {});
  return {
    close: () => remove(folder),
  };

  function add(path: string, onFound: (path: string) => void): void {
    if (isLeftOut(path)) return;
    try {
      const watcher = watch(path, (event, name) => {
        if (name !== null) changed(event, join(path, name));
      });
      watchers.set(path, watcher.on('error', ignore));
    } catch {
      // It is gone, again.
      return;
    }
    // Behind the start of the watcher, so that nothing comes between.
    for (const entry of entriesOf(path)) {
      const inside = join(path, entry.name);
      onFound(inside);
      if (entry.isDirectory()) add(inside, onFound);
    }
  }

  function changed(event: string, path: string): void {
    onFile(path);
    if (event !== 'rename') return;
    // A folder may have gone, come, or been put into the place of another.
    if (watchers.has(path)) remove(path);
    if (isFolder(path)) add(path, onFile);
  }

  function remove(path: string): void {
    for (const [one, watcher] of watchers) {
      if (one !== path && !one.startsWith(path + sep)) continue;
      watcher.close();
      watchers.delete(one);
    }
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** None when the folder is gone. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function ignore(): void {
  // What cannot be watched any more is not there, or nothing of it changes.
}
