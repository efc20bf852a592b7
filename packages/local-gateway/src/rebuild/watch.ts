import { existsSync, watch as watchFolder } from 'node:fs';
import { join, matchesGlob, relative, resolve, sep } from 'node:path';

import type { RebuildPlan } from './rebuild-plan.ts';

/** Calls `onChange` once for each burst of changes to the files of a plan; gives a function that stops it. */
export function watchSources(
  { folder, include, exclude }: Omit<RebuildPlan, 'commands'>,
  onChange: () => void,
): () => void {
  let pending: NodeJS.Timeout | undefined;
  const roots = new Set(
    include.map((glob) => globRoot(folder, glob)).filter((root) => existsSync(root)),
  );
  const watchers = [...roots].map((root) =>
    watchFolder(root, { recursive: true }, (_event, file) => {
      if (file === null || !isWatched(folder, join(root, file), include, exclude)) return;
      clearTimeout(pending);
      pending = setTimeout(onChange, quietMs);
    }),
  );
  return () => {
    clearTimeout(pending);
    for (const watcher of watchers) watcher.close();
  };
}

/** An editor writes a file in several steps; a checkout writes many files. */
const quietMs = 60;

/** Tells whether a file matches one of the `include` globs and none of the `exclude` globs. */
export function isWatched(
  folder: string,
  file: string,
  include: readonly string[],
  exclude: readonly string[],
): boolean {
  const path = relative(folder, file).split(sep).join('/');
  const matches = (glob: string) => matchesGlob(path, glob);
  return include.some(matches) && !exclude.some(matches);
}

/** The folder before the first wildcard of a glob. */
function globRoot(folder: string, glob: string): string {
  const parts = glob.split('/');
  const wildcard = parts.findIndex((part) => /[*?[{]/.test(part));
  return resolve(folder, ...(wildcard === -1 ? parts.slice(0, -1) : parts.slice(0, wildcard)));
}
