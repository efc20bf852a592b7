import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, matchesGlob, posix, relative, resolve, sep } from 'node:path';

import type { RebuildPlan } from './rebuild-plan.ts';
import { watchFolder } from './watch-folder.ts';

/**
 * Calls `onChange` once for each burst of changes to the files of a plan; gives a function that stops it. What is written
 * while `isBuilding` is a change only when it is other than before: a build that writes the same into a folder that is
 * watched must not lead to the next one for ever.
 */
export function watchSources(
  { folder, include, exclude }: Pick<RebuildPlan, 'folder' | 'include' | 'exclude'>,
  onChange: () => void,
  isBuilding: () => boolean = () => false,
): () => void {
  let pending: NodeJS.Timeout | undefined;
  /** What was written, and whether a build may have written it. */
  const written = new Map<string, boolean>();
  const contents = new Map<string, string>();
  const roots = new Set(
    include.map((glob) => globRoot(folder, glob)).filter((root) => existsSync(root)),
  );
  const watchers = [...roots].map((root) =>
    watchFolder(
      root,
      (path) => {
        if (!isWatched(folder, path, include, exclude)) return;
        written.set(path, isBuilding() && written.get(path) !== false);
        clearTimeout(pending);
        pending = setTimeout(settle, quietMs);
      },
      (path) => path !== root && matchesAny(folder, join(path, anyFile), exclude),
    ),
  );
  return () => {
    clearTimeout(pending);
    for (const stop of watchers) stop();
  };

  function settle(): void {
    let changed = false;
    for (const [path, built] of written) {
      const content = fingerprint(path);
      changed ||= !built || contents.get(path) !== content;
      contents.set(path, content);
    }
    written.clear();
    if (changed) onChange();
  }
}

/** What tells two contents of a file from each other; the files of an app that are saved are small. */
function fingerprint(path: string): string {
  try {
    return hash('sha256', readFileSync(path));
  } catch {
    // A folder, or gone.
    return '';
  }
}

/** A name that no glob names, but for those that mean every file of a folder. */
const anyFile = '\u0001';

/** An editor writes a file in several steps; a checkout writes many files. */
const quietMs = 60;

/** Tells whether a file, or a folder it lies in, matches one of the `include` globs and none of the `exclude` globs. */
export function isWatched(
  folder: string,
  file: string,
  include: readonly string[],
  exclude: readonly string[],
): boolean {
  return matchesAny(folder, file, include) && !matchesAny(folder, file, exclude);
}

function matchesAny(folder: string, file: string, globs: readonly string[]): boolean {
  const path = relative(folder, file).split(sep).join('/');
  return globs.some((glob) => {
    const own = posix.normalize(glob).replace(/\/$/, '');
    return matchesGlob(path, own) || matchesGlob(path, `${own}/**`);
  });
}

/** The folder before the first wildcard of a glob. */
function globRoot(folder: string, glob: string): string {
  const parts = glob.split('/');
  const wildcard = parts.findIndex((part) => /[*?[{]/.test(part));
  return resolve(folder, ...(wildcard === -1 ? parts.slice(0, -1) : parts.slice(0, wildcard)));
}
