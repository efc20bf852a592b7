import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { DeployFailure } from './failure.ts';

/** What the deploy needs to know about a synthesized app. */
export interface Assembly {
  readonly folder: string;
  readonly stackNames: readonly string[];
  /** The bootstrap resources that the stacks ask for; undefined when they ask for none. */
  readonly bootstrap?: { readonly parameter: string; readonly version: number };
}

/** Reads the manifest of a `cdk.out`; refuses one whose assets lie outside of it. */
export function readAssembly(folder: string): Assembly {
  const manifest = readJson(join(folder, 'manifest.json'));
  const artifacts = Object.values(record(record(manifest)['artifacts'])).map(record);
  const ofType = (type: string) =>
    artifacts
      .filter((artifact) => artifact['type'] === type)
      .map((artifact) => record(artifact['properties']));
  for (const { file } of ofType('cdk:asset-manifest')) checkAssets(folder, String(file));
  const stacks = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack');
  const [bootstrap] = stacks.map((stack) => record(stack['properties'])).flatMap(bootstrapOf);
  return {
    folder,
    stackNames: Object.entries(record(record(manifest)['artifacts'])).flatMap(([id, artifact]) => {
      const { type, properties } = record(artifact);
      if (type !== 'aws:cloudformation:stack') return [];
      const { stackName } = record(properties);
      return [typeof stackName === 'string' ? stackName : id];
    }),
    ...(bootstrap && { bootstrap }),
  };
}

/** How the app is built and synthesized, and which files it is made of. */
export function readCdkJson(): { command: string; include: string[]; exclude: string[] } {
  const { app, build, watch } = record(readJson('cdk.json'));
  const { include, exclude } = record(watch);
  return {
    command: [build, app].filter((part) => typeof part === 'string').join(' && '),
    include: texts(include),
    exclude: texts(exclude),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function bootstrapOf(properties: Readonly<Record<string, unknown>>) {
  const parameter = properties['bootstrapStackVersionSsmParameter'];
  const version = properties['requiresBootstrapStackVersion'];
  return typeof parameter === 'string' && typeof version === 'number'
    ? [{ parameter, version }]
    : [];
}

/** A synth that did not bundle leaves assets that are whole source folders: all of that would be uploaded. */
function checkAssets(folder: string, file: string): void {
  for (const asset of Object.values(record(record(readJson(join(folder, file)))['files']))) {
    const { path } = record(record(asset)['source']);
    if (typeof path !== 'string') continue;
    if (isAbsolute(path) || relative(folder, resolve(folder, path)).startsWith('..')) {
      throw new DeployFailure(
        `asset ${path} in ${file} lies outside ${folder}, run \`pnpm turbo synth\` again`,
        2,
      );
    }
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DeployFailure(`cannot read ${file} (${why}), run \`pnpm turbo synth\` first`, 2);
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
