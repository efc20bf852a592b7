import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { startControlPlane } from '@org/local-gateway/control-plane';
import { readAssembly } from './assembly.ts';
import { DeployFailure } from './failure.ts';

// The same deploy as ever, in a process of its own, led to a control plane on this machine. Two flags more make it
// interesting: `--stale <status>` lets it find its stacks in that state, `--fail <resource type>` lets one resource fail.
try {
  process.exitCode = await deployLocally(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof DeployFailure)) throw error;
  process.stderr.write(`deploy:local: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function deployLocally(args: string[]): Promise<number> {
  const stale = takeOption(args, '--stale', Object.values(StackStatus).join(', '));
  const fail = takeOption(args, '--fail');
  const stackNames = stale === undefined ? [] : readAssembly('cdk.out').stackNames;
  const controlPlane = await startControlPlane({ stepMs: 40 });
  for (const name of stackNames) controlPlane.putStack(name, stale ?? '', laterStatus(stale ?? ''));
  if (fail !== undefined) {
    controlPlane.failNext({ type: fail, action: 'create', message: 'it was told to fail' });
  }
  process.stderr.write(
    `a control plane on this machine stands in for AWS at ${controlPlane.url}\n`,
  );
  const withoutAws = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const deploy = spawn(
    process.execPath,
    [...process.execArgv, `${import.meta.dirname}/main.ts`, 'deploy', ...args],
    {
      stdio: 'inherit',
      env: { ...Object.fromEntries(withoutAws), ...controlPlane.environment },
    },
  );
  const [exitCode] = await once(deploy, 'exit');
  await controlPlane.close();
  process.stderr.write('the control plane has stopped, and what was deployed to it is gone\n');
  return typeof exitCode === 'number' ? exitCode : 1;
}

/** Takes an option and its value out of the arguments; the others are those of `deploy`. */
function takeOption(args: string[], name: string, expected?: string): string | undefined {
  const index = args.findIndex((argument) => argument.split('=')[0] === name);
  if (index < 0) return undefined;
  const [inline] = args.splice(index, 1).map((argument) => argument.split('=')[1]);
  const value = inline ?? args.splice(index, 1)[0] ?? '';
  if (value === '' || (expected !== undefined && !expected.split(', ').includes(value))) {
    throw new DeployFailure(
      `found ${name} '${value}', expected ${expected ?? 'the type of a resource, such as AWS::Lambda::Function'}`,
      2,
    );
  }
  return value;
}

/** What is in progress ends well after a few seconds. */
function laterStatus(status: string): { status: string; afterMs: number } | undefined {
  const end = status.replace(/(_CLEANUP)?_IN_PROGRESS$/, '');
  if (end === status || end === 'REVIEW') return undefined;
  return { status: end.replace(/(_COMPLETE)?$/, '_COMPLETE'), afterMs: 3000 };
}
