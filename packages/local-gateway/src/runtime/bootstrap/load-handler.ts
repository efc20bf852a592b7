import { runtimeError } from './error-object.ts';

/**
 * Loads the module that `_HANDLER` names and gives the exported function.
 * @throws an error named as the runtime names it: `Runtime.HandlerNotFound`, `Runtime.ImportModuleError`,
 * `Runtime.UserCodeSyntaxError`, `Runtime.MalformedHandlerName`; or what the module threw.
 */
export async function loadHandler(root: string, handler: string): Promise<Handler> {
  if (handler.includes('..')) {
    throw runtimeError(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const slash = handler.lastIndexOf('/') + 1;
  const dot = handler.indexOf('.', slash);
  if (dot === -1) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const file = findModule(path.resolve(root, handler.slice(0, dot)));
  if (file === undefined || !isInside(root, file)) {
    const where = file === undefined ? '' : ` in the code of the function, found ${file}`;
    throw runtimeError(
      'ImportModuleError',
      `Error: Cannot find module '${handler.slice(slash, dot)}'${where}`,
    );
  }
  let found: unknown = await loadModule(file);
  for (const key of handler.slice(dot + 1).split('.')) {
    found = found === null || found === undefined ? undefined : Reflect.get(Object(found), key);
  }
  if (found === null || found === undefined)
    throw runtimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (!isFunction(found)) throw runtimeError('HandlerNotFound', `${handler} is not a function`);
  return found;
}

export type Handler = (...values: unknown[]) => unknown;

const fs = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');
const { createRequire } = process.getBuiltinModule('node:module');
const { pathToFileURL } = process.getBuiltinModule('node:url');

function isFunction(value: unknown): value is Handler {
  return typeof value === 'function';
}

function findModule(withoutExtension: string): string | undefined {
  return ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']
    .map((extension) => withoutExtension + extension)
    .find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

/** Also behind links: what a function has on Lambda is its own code. */
function isInside(root: string, file: string): boolean {
  return fs.realpathSync(file).startsWith(fs.realpathSync(root) + path.sep);
}

async function loadModule(file: string): Promise<unknown> {
  try {
    if (isEsModule(file)) return await import(pathToFileURL(file).href);
    return createRequire(file)(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw syntaxError(file, error);
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND')
    ) {
      throw runtimeError('ImportModuleError', String(error), error);
    }
    throw error;
  }
}

/** A syntax error does not say where it is; a look at the file by another Node does. */
function syntaxError(file: string, error: SyntaxError): Error {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { stderr, status } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' });
  if (status !== 0) error.stack = stderr.trim();
  return runtimeError('UserCodeSyntaxError', String(error), error);
}

function isEsModule(file: string): boolean {
  const extension = path.extname(file);
  if (extension === '.mjs' || extension === '.mts') return true;
  if (extension === '.cjs' || extension === '.cts') return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (fs.existsSync(manifest)) {
      const { type }: { type?: unknown } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
      return type === 'module';
    }
    if (folder === path.dirname(folder)) return false;
  }
}
