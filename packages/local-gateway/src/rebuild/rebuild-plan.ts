import { basename, dirname, relative } from 'node:path';

import { appFolder, outputFolder } from '../assembly/app-folder.ts';
import { assemblyFile, readAssembly } from '../assembly/read-assembly.ts';
import { neverWatched, readCdkJson } from './cdk-json.ts';

/** What to watch, and what to run before a changed app is read again. */
export interface RebuildPlan {
  readonly folder: string;
  /** Absolute path of the folder that the commands synthesize into. */
  readonly output: string;
  /** Globs of files to watch, relative to the folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Shell commands, in order. */
  readonly commands: readonly string[];
}

/**
 * How the app at a path is rebuilt: as its `cdk.json` says; without one somebody else synthesizes or writes the template,
 * and it is only read again.
 *
 * @throws {AssemblyError} when there is nothing to read.
 */
export function planRebuild(path: string): RebuildPlan {
  const folder = appFolder(path);
  const cdkJson = readCdkJson(folder);
  if (cdkJson !== undefined) {
    const { build, app, include, exclude } = cdkJson;
    return {
      folder,
      output: outputFolder(folder),
      include,
      exclude,
      commands: build === undefined ? [app] : [build, app],
    };
  }
  const file = assemblyFile(path);
  // A synth writes the manifest last, and new code into new folders.
  const code = basename(file) === 'manifest.json' ? [] : codeGlobs(file);
  const include = [basename(file), ...code];
  const output = dirname(file);
  return { folder: output, output, include, exclude: neverWatched, commands: [] };
}

/** The folders of code that a template names itself. */
function codeGlobs(template: string): readonly string[] {
  return readAssembly(template).flatMap(({ assets }) =>
    Array.from(assets.values(), (path) => `${relative(dirname(template), path)}/**`),
  );
}
