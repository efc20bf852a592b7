import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { isObject } from './template.ts';

/** The folder of the app that a path means: an app folder, the folder it synthesizes into, or a template in it. */
export function appFolder(path: string): string {
  const folder = resolve(path);
  const app = foldersAbove(folder).find((above) => {
    const output = outputOf(above);
    return output !== undefined && resolve(above, output) === folder;
  });
  if (app !== undefined) return app;
  return /\.(?:json|ya?ml)$/.test(folder) || basename(folder) === 'cdk.out'
    ? dirname(folder)
    : folder;
}

/** The absolute path of the folder that an app synthesizes into: `output` of its `cdk.json`, else `cdk.out`. */
export function outputFolder(app: string): string {
  return resolve(app, outputOf(app) ?? 'cdk.out');
}

function outputOf(app: string): string | undefined {
  try {
    const document: unknown = JSON.parse(readFileSync(join(app, 'cdk.json'), 'utf8'));
    const output = isObject(document) ? document['output'] : undefined;
    return typeof output === 'string' ? output : undefined;
  } catch {
    // It is not there; that it is no JSON is told where it is needed.
    return undefined;
  }
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
}
