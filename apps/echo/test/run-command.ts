import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const repositoryRoot: string = fileURLToPath(new URL('../../..', import.meta.url));

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as a person would, from the root of the repository. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? repositoryRoot,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** Runs a command that has to succeed; throws with everything it printed when it does not. */
export async function runOk(...args: Parameters<typeof run>): Promise<CommandResult> {
  const result = await run(...args);
  if (result.exitCode === 0) return result;
  const [command, words] = args;
  const printed = `${result.stdout}\n${result.stderr}`;
  throw new Error(`${command} ${words.join(' ')} exited with ${result.exitCode}:\n${printed}`);
}
