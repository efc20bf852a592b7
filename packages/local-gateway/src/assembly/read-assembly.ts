import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { outputFolder } from './app-folder.ts';
import { parametricAssets, withAssetKeys, type ParametricAsset } from './parametric-assets.ts';
import { localEnvironment, type StackEnvironment } from './physical-ids.ts';
import { isObject, toTemplate, type Template, type TemplateResource } from './template.ts';
import { parseYamlTemplate } from './yaml-template.ts';

/** One CloudFormation stack of an assembly, with the folders its file assets lie in. */
export interface Stack {
  readonly name: string;
  readonly environment: StackEnvironment;
  readonly template: Template;
  /** Absolute path of an asset by the file name at the end of its S3 key (`<hash>.zip`). */
  readonly assets: ReadonlyMap<string, string>;
  /** Nested stacks by the logical id of their `AWS::CloudFormation::Stack`. */
  readonly nested: ReadonlyMap<string, Stack>;
}

/** What cannot be read from the disk; the message says what to do about it. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

/**
 * Reads the stacks of a synthesized CDK app, or of one CloudFormation template.
 *
 * @param path a `cdk.out` folder, an app folder that has one, or a template file (`.json`, `.yaml`)
 * @throws {AssemblyError} when there is nothing to read
 */
export function readAssembly(path: string): readonly Stack[] {
  const target = assemblyFile(path);
  const root = dirname(target);
  if (basename(target) === 'manifest.json') return withUniqueNames(readManifest(target, root));
  return [readStack(target, basename(target).replace(templateSuffix, ''), root, localEnvironment)];
}

const templateSuffix = /(\.template)?\.(?:json|ya?ml)$/;

/**
 * The manifest that a `cdk.out` or app folder means (the app's `cdk.json` may name another folder), or the template file itself.
 *
 * @throws {AssemblyError} when there is none.
 */
export function assemblyFile(path: string): string {
  const start = resolve(path);
  const output = outputFolder(start);
  const candidates = [start, join(start, 'manifest.json'), join(output, 'manifest.json')];
  const found = candidates.find(isFile);
  if (found === undefined) {
    throw new AssemblyError(
      `no ${relative(start, output)} found at ${relative(process.cwd(), start) || '.'}, run the synth step first (cdk synth)`,
    );
  }
  return found;
}

function readManifest(file: string, root: string): readonly Stack[] {
  const folder = dirname(file);
  const manifest = readJson(file);
  const artifacts = isObject(manifest) ? manifest['artifacts'] : undefined;
  if (!isObject(artifacts)) {
    throw new AssemblyError(`${file} has no "artifacts", expected the manifest of a CDK assembly`);
  }
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    const { type, properties, environment } = isObject(artifact) ? artifact : {};
    if (!isObject(properties)) return [];
    if (type === 'cdk:cloud-assembly') {
      return readManifest(
        inside(root, folder, `${text(properties['directoryName'])}/manifest.json`),
        root,
      );
    }
    if (type !== 'aws:cloudformation:stack') return [];
    const name = typeof properties['stackName'] === 'string' ? properties['stackName'] : id;
    const template = inside(root, folder, text(properties['templateFile']));
    const parametric = isFile(assetsFile(template))
      ? []
      : parametricAssets(readMetadata(artifact, root, folder));
    return [readStack(template, name, root, readEnvironment(text(environment)), { parametric })];
  });
}

/** `aws://111111111111/eu-west-1`; of what is `unknown-account` or `unknown-region` this machine's own. */
function readEnvironment(text: string): StackEnvironment {
  const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(text) ?? [];
  return {
    account: /^\d{12}$/.test(account) ? account : localEnvironment.account,
    region: /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region) ? region : localEnvironment.region,
  };
}

/** Stacks for several accounts may share a name; here they lie side by side, and their names tell them apart. */
function withUniqueNames(stacks: readonly Stack[]): readonly Stack[] {
  const seen = new Map<string, number>();
  return stacks.map((stack) => {
    const count = (seen.get(stack.name) ?? 0) + 1;
    seen.set(stack.name, count);
    return count === 1 ? stack : renamed(stack, `${stack.name}-${count}`);
  });
}

function renamed(stack: Stack, name: string): Stack {
  const nested = new Map(
    Array.from(stack.nested, ([id, child]) => [id, renamed(child, `${name}-${id}`)] as const),
  );
  return { ...stack, name, nested };
}

/** What CDK wrote down about the constructs of a stack: in the manifest, or in a file that it names. */
function readMetadata(artifact: unknown, root: string, folder: string): readonly unknown[] {
  const { metadata, additionalMetadataFile } = isObject(artifact) ? artifact : {};
  const file = inside(root, folder, text(additionalMetadataFile));
  return isFile(file) ? [metadata, readJson(file)] : [metadata];
}

/** `outer` are the stacks that a nested one lies in, by their files, and the assets of the outermost. */
function readStack(
  file: string,
  name: string,
  root: string,
  environment: StackEnvironment,
  {
    outer,
    parametric = [],
  }: {
    readonly outer?: { readonly files: readonly string[]; readonly assets: Stack['assets'] };
    readonly parametric?: readonly ParametricAsset[];
  } = {},
): Stack {
  const files = [...(outer?.files ?? []), file];
  const template = withAssetKeys(readTemplate(file), parametric);
  // CDK lists the assets of nested stacks in the manifest of the outermost stack.
  const assets = new Map([
    ...(outer?.assets ?? readAssets(assetsFile(file), root)),
    ...parametric.map(({ key, path }) => [key, inside(root, dirname(file), path)] as const),
    ...localCode(template, file, root),
  ]);
  const nested = new Map<string, Stack>();
  for (const [id, resource] of Object.entries(template.Resources)) {
    if (resource.Type !== 'AWS::CloudFormation::Stack') continue;
    const path = resource.Metadata?.['aws:asset:path'] ?? localPath(resource, 'TemplateURL');
    const source =
      typeof path === 'string' ? inside(root, dirname(file), path) : assetOf(resource, assets);
    // A stack that lies in itself has no end (CON-12).
    if (source === undefined || !isFile(source) || files.includes(source)) continue;
    nested.set(
      id,
      readStack(source, `${name}-${id}`, root, environment, { outer: { files, assets } }),
    );
  }
  return { name, environment, template, assets, nested };
}

/** Code of functions that a template names by a path of its own, as one that `aws cloudformation package` has not seen. */
function localCode(template: Template, file: string, root: string): readonly [string, string][] {
  return Object.values(template.Resources).flatMap((resource): [string, string][] => {
    const path = resource.Type === 'AWS::Lambda::Function' && localPath(resource, 'Code');
    return typeof path === 'string' ? [[path, inside(root, dirname(file), path)]] : [];
  });
}

/** A property that is a path, not a URL. */
function localPath({ Properties }: TemplateResource, name: string): string | undefined {
  const value = Properties?.[name];
  return typeof value === 'string' && !/^\w+:/.test(value) ? value : undefined;
}

/** The template of a nested stack by the S3 key in its URL, or the parameter for it, as a plain `node app.js` synth leaves out its path. */
function assetOf(
  { Properties }: TemplateResource,
  assets: ReadonlyMap<string, string>,
): string | undefined {
  const keys = JSON.stringify(Properties?.['TemplateURL'] ?? '').matchAll(/[\w.-]+/g);
  return [...keys].map(([key]) => assets.get(key)).find((source) => source !== undefined);
}

function readTemplate(file: string): Template {
  try {
    return toTemplate(readDocument(file), file);
  } catch (error) {
    if (error instanceof TypeError) throw new AssemblyError(error.message, { cause: error });
    throw error;
  }
}

/** Where CDK lists the assets of a template. */
function assetsFile(template: string): string {
  return template.replace(templateSuffix, '.assets.json');
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Maps S3 keys to folders through `*.assets.json`: a plain `node app.js` synth leaves them out of the template. */
function readAssets(file: string, root: string): ReadonlyMap<string, string> {
  const assets = new Map<string, string>();
  if (!isFile(file)) return assets;
  const manifest = readJson(file);
  const files = isObject(manifest) && isObject(manifest['files']) ? manifest['files'] : {};
  for (const [hash, asset] of Object.entries(files)) {
    if (!isObject(asset) || !isObject(asset['source'])) continue;
    const { path, packaging } = asset['source'];
    if (typeof path !== 'string') continue;
    const source = inside(root, dirname(file), path);
    assets.set(packaging === 'zip' ? `${hash}.zip` : hash, source);
    const destinations = isObject(asset['destinations'])
      ? Object.values(asset['destinations'])
      : [];
    for (const destination of destinations) {
      if (isObject(destination)) assets.set(basename(text(destination['objectKey'])), source);
    }
  }
  return assets;
}

/** Refuses a path by which an assembly points out of its own root folder. */
function inside(root: string, folder: string, path: string): string {
  const file = resolve(folder, path);
  if (relative(root, file).startsWith('..')) {
    throw new AssemblyError(`${path} lies outside ${root}, expected files of the assembly only`);
  }
  return file;
}

/** CloudFormation itself takes one megabyte; what is far above that is no template that a person has made (CON-12). */
const maxBytes = 33_554_432;

/**
 * The value of a JSON file.
 *
 * @throws {AssemblyError} when it is no JSON, or too large
 */
export function readJson(file: string): unknown {
  return readDocument(file, JSON.parse);
}

/** JSON or YAML by the file's name; `parse` overrides that. */
function readDocument(
  file: string,
  parse: (text: string) => unknown = /\.ya?ml$/.test(file) ? parseYamlTemplate : JSON.parse,
): unknown {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) {
    throw new AssemblyError(`${file} has ${size} bytes, at most ${maxBytes} are read`);
  }
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new AssemblyError(
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
