import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionSpec } from './function-spec.ts';

/**
 * The command line that runs a function: this Node with our bootstrap, or the executable `bootstrap` of the code when
 * the runtime is `provided`.
 * @throws TypeError for a runtime that cannot be run here
 */
export function runtimeCommand(
  spec: FunctionSpec,
  options: CommandOptions = {},
): [command: string, args: string[]] {
  if (spec.runtime.startsWith('provided')) return [join(spec.codeDirectory, 'bootstrap'), []];
  if (!/^nodejs\d+\.x$/u.test(spec.runtime)) {
    throw new TypeError(`found runtime ${spec.runtime}, expected nodejs<version>.x or provided.*`);
  }
  return [
    process.execPath,
    [
      '--enable-source-maps',
      // The heap alone; buffers and code come on top, and are watched from outside.
      `--max-old-space-size=${spec.memorySize}`,
      // Only loopback: an inspector gives whoever reaches it the whole process.
      ...(options.inspect === undefined ? [] : [`--inspect=127.0.0.1:${options.inspect}`]),
      ...(extension === '.ts' ? ['--disable-warning=ExperimentalWarning'] : []),
      bootstrap,
    ],
  ];
}

export interface CommandOptions {
  /** Port of the inspector; 0 takes a free one. */
  readonly inspect?: number;
}

/** `.ts` when run from the sources, `.mjs` when built. */
const extension = extname(fileURLToPath(import.meta.url));
const bootstrap = fileURLToPath(new URL(`./bootstrap${extension}`, import.meta.url));

/** `LAMBDA_RUNTIME_DIR`. */
export const runtimeDirectory: string = dirname(bootstrap);
