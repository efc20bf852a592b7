import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * When the code in a folder was last changed, epoch milliseconds; `undefined` for an asset, which has its hash in its
 * name, and for a folder that is not there. Links are not followed: they may lead in a circle.
 */
export function codeVersion(directory: string): number | undefined {
  if (basename(directory).startsWith('asset.') || !existsSync(directory)) return undefined;
  return lastChange(directory);
}

function lastChange(directory: string): number {
  return readdirSync(directory, { withFileTypes: true }).reduce((last, entry) => {
    const path = join(directory, entry.name);
    // It may go while one looks.
    const change = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Math.max(last, change, entry.isDirectory() ? lastChange(path) : 0);
  }, 0);
}
