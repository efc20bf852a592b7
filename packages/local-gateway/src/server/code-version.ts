import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * When the code in a folder was last changed, epoch milliseconds; `undefined` for an asset, which has its hash in its
 * name, and for a folder that is not there.
 */
export function codeVersion(directory: string): number | undefined {
  if (basename(directory).startsWith('asset.') || !existsSync(directory)) return undefined;
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const changes = entries.map(
    ({ parentPath, name }) =>
      // It may go while one looks.
      statSync(join(parentPath, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return changes.reduce((last, change) => Math.max(last, change), 0);
}
