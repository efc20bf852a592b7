import { stripVTControlCharacters } from 'node:util';

import { localAccount } from '../assembly/physical-ids.ts';
import { AssemblyError, readAssembly } from '../assembly/read-assembly.ts';
import { readContext } from './cdk-json.ts';
import type { RebuildPlan } from './rebuild-plan.ts';
import { runCommand } from './run-command.ts';

/** Runs the commands of a plan, as the CDK CLI would; gives the output of the one that failed, or was `aborted`. */
export async function rebuild(
  { folder, output, commands }: RebuildPlan,
  aborted?: AbortSignal,
): Promise<{ readonly error?: string }> {
  if (commands.length === 0) return {};
  const environment = cdkEnvironment(folder, output);
  if (environment instanceof AssemblyError) return { error: environment.message };
  for (const command of commands) {
    const { exitCode, output: said } = await runCommand(command, folder, environment, aborted);
    if (exitCode !== 0)
      return { error: `${command} failed:\n${stripVTControlCharacters(said).trim()}` };
  }
  return {};
}

/** What the CDK CLI tells an app. */
function cdkEnvironment(
  folder: string,
  output: string,
): Readonly<Record<string, string>> | AssemblyError {
  try {
    return {
      ...defaultEnvironment(output),
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify(readContext(folder)),
      // The schema validation takes two seconds of a synth: worth it before a deploy, not on every save.
      CDK_VALIDATION: 'false',
    };
  } catch (error) {
    if (error instanceof AssemblyError) return error;
    throw error;
  }
}

/**
 * The CLI asks AWS for the account and region that its user has. Nobody is asked here: they stay what they were when the
 * app was synthesized last.
 */
function defaultEnvironment(output: string): Readonly<Record<string, string>> {
  const stack = stacksIn(output).find(({ environment }) => environment.account !== localAccount);
  if (stack === undefined) return {};
  const { account, region } = stack.environment;
  const { CDK_DEFAULT_ACCOUNT = account, CDK_DEFAULT_REGION = region } = process.env;
  return { CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION };
}

function stacksIn(output: string): ReturnType<typeof readAssembly> {
  try {
    return readAssembly(output);
  } catch {
    // The build makes it anew.
    return [];
  }
}
