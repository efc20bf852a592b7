import { basename, dirname, resolve } from 'node:path';

/** The folder of the app that a path means: an app folder, its `cdk.out`, or a template in it. */
export function appFolder(path: string): string {
  const folder = resolve(path);
  return /\.(?:json|ya?ml)$/.test(folder) || basename(folder) === 'cdk.out'
    ? dirname(folder)
    : folder;
}
