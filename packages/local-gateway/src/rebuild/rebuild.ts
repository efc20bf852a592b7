import { stripVTControlCharacters } from 'node:util';

import type { RebuildPlan } from './rebuild-plan.ts';
import { runCommand } from './run-command.ts';

/** Runs the commands of a plan, as the CDK CLI would; gives the output of the one that failed. */
export async function rebuild({
  folder,
  output,
  commands,
}: RebuildPlan): Promise<{ readonly error?: string }> {
  for (const command of commands) {
    // The schema validation takes two seconds of a synth: worth it before a deploy, not on every save.
    const environment = { CDK_OUTDIR: output, CDK_VALIDATION: 'false' };
    const { exitCode, output: said } = await runCommand(command, folder, environment);
    if (exitCode !== 0)
      return { error: `${command} failed:\n${stripVTControlCharacters(said).trim()}` };
  }
  return {};
}
