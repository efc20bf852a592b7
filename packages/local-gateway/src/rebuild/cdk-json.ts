import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { outputFolder } from '../assembly/app-folder.ts';
import { readJson } from '../assembly/read-assembly.ts';
import { isObject } from '../assembly/template.ts';
import { objectOf, textOf, textsOf, type Properties } from '../model/properties.ts';

/** What an app's `cdk.json` says about building it, in the CDK CLI's own words. */
export interface CdkJson {
  /** The command that synthesizes. */
  readonly app: string;
  /** A command to run before {@link app}. */
  readonly build?: string;
  /** Globs of files to watch, relative to the app folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Reads `cdk.json` of an app folder; `undefined` when there is none that names an `app`.
 *
 * @throws {AssemblyError} when it is no JSON
 */
export function readCdkJson(folder: string): CdkJson | undefined {
  const file = join(folder, 'cdk.json');
  if (!existsSync(file)) return undefined;
  const document = readJson(file);
  if (!isObject(document)) return undefined;
  const app = textOf(document, 'app');
  if (app === undefined) return undefined;
  const build = textOf(document, 'build');
  const watch = objectOf(document, 'watch');
  return {
    app,
    ...(build === undefined ? {} : { build }),
    include: globs(watch, 'include', ['**']),
    exclude: [...globs(watch, 'exclude', []), `${outputGlob(folder)}/**`, ...neverWatched],
  };
}

function outputGlob(folder: string): string {
  return relative(folder, outputFolder(folder)).split(sep).join('/');
}

/**
 * What `tryGetContext` of an app finds: the context of its `cdk.json`, and what look-ups have left in `cdk.context.json`.
 *
 * @throws {AssemblyError} when one of them is no JSON
 */
export function readContext(folder: string): Properties {
  const [kept = {}, document = {}] = ['cdk.context.json', 'cdk.json'].map((name) => {
    const file = join(folder, name);
    const content = existsSync(file) ? readJson(file) : undefined;
    return isObject(content) ? content : {};
  });
  return { ...kept, ...objectOf(document, 'context') };
}

/** Globs of what is no source of any app. */
export const neverWatched: readonly string[] = ['**/node_modules/**', '**/.*', '**/*.log'];

/** CDK takes one glob as text or several as a list. */
function globs(
  watch: Readonly<Record<string, unknown>>,
  name: string,
  otherwise: readonly string[],
): readonly string[] {
  const one = textOf(watch, name);
  if (one !== undefined) return [one];
  const several = textsOf(watch, name);
  return several.length > 0 ? several : otherwise;
}
