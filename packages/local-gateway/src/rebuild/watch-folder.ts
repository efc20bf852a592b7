import { readdirSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { watchTree } from './watch-tree.ts';

/**
 * Calls `onFile` with the path of each file below a folder that is written or removed, and goes on when the folder itself
 * is removed and made again, as a clean synth does; gives a function that stops it. Folders that are left out may be looked
 * into all the same.
 */
export function watchFolder(
  folder: string,
  onFile: (path: string) => void,
  isLeftOut: (folder: string) => boolean = () => false,
): () => void {
  let inside = open();
  const outside = watch(dirname(folder), (event, name) => {
    if (event !== 'rename' || name !== basename(folder)) return;
    inside?.close();
    inside = open();
    // What came before there was somebody to see it.
    for (const file of filesIn(folder)) onFile(join(folder, file));
  }).on('error', ignore);
  return () => {
    outside.close();
    inside?.close();
  };

  function open(): { close(): void } | undefined {
    // Node's own way there loses sight of a file that is replaced, as `git checkout` and many editors do.
    if (process.platform === 'linux') return watchTree(folder, onFile, isLeftOut);
    try {
      return watch(folder, { recursive: true }, (_event, file) => {
        if (file !== null) onFile(join(folder, file));
      }).on('error', ignore);
    } catch {
      // It is gone.
      return undefined;
    }
  }
}

/** None when the folder is gone, again. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

function ignore(): void {
  // What cannot be watched any more is not there, or nothing of it changes.
}
