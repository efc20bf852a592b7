import { DeployFailure } from './failure.ts';
import { checkTarget } from './preflight.ts';

try {
  await deploy();
} catch (error) {
  const expected = error instanceof DeployFailure;
  console.error(`\ndeploy: ${expected ? error.message : String(error)}`);
  process.exitCode = expected ? error.exitCode : 1;
}

async function deploy(): Promise<void> {
  const { account, region, endpoint } = await checkTarget();
  console.log(
    `deploying to account ${account}, region ${region}${endpoint ? ` at ${endpoint}` : ''}`,
  );
  // Imported late: the toolkit takes a second to load, and is not needed to say that credentials are missing.
  const { NonInteractiveIoHost, Toolkit } = await import('@aws-cdk/toolkit-lib');
  const toolkit = new Toolkit({ ioHost: new NonInteractiveIoHost({}), emojis: false });
  const assembly = await toolkit.fromAssemblyDirectory('cdk.out');
  const { stacks } = await toolkit.deploy(assembly, { outputsFile: 'cdk.outputs.json' });
  for (const { stackName, outputs } of stacks) console.log(stackName, outputs);
}
