import { deploy, destroy, diff, watch } from './deploy.ts';
import { DeployFailure } from './failure.ts';
import { parseOptions } from './options.ts';

const commands = { deploy, destroy, diff, watch };
const [command = 'deploy', ...args] = process.argv.slice(2);

try {
  if (!isCommand(command)) {
    const known = Object.keys(commands).join(', ');
    throw new DeployFailure(`found command '${command}', expected one of ${known}`, 2);
  }
  await commands[command](parseOptions(args));
} catch (error) {
  const expected = error instanceof DeployFailure;
  process.stderr.write(`\n${command}: ${expected ? error.message : describe(error)}\n`);
  process.exitCode = expected ? error.exitCode : 1;
}

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
