import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives the tests of a run, and every process they start, one temporary folder, which goes with everything in it when
 * they have ended: their own folders, and those of the CDK, of browsers and of package managers. `SYSTEM_TMPDIR` names
 * the folder that it lies in.
 */
export function setup(): (() => void) | undefined {
  // Another project of this run has made it.
  if (process.env['SYSTEM_TMPDIR'] !== undefined) return undefined;
  const system = realpathSync(tmpdir());
  const folder = mkdtempSync(join(system, 'tests-'));
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) process.env[name] = folder;
  process.env['SYSTEM_TMPDIR'] = system;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    delete process.env['SYSTEM_TMPDIR'];
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
}

/** What `os.tmpdir()` looks at on any system. */
const names = ['TMPDIR', 'TMP', 'TEMP'];
