import { writeFile } from 'node:fs/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { formatComparison, readSamples } from '@org/local-gateway';
import { readAssembly, readCdkJson } from './assembly.ts';
import { DeployFailure } from './failure.ts';
import { type CheckedAnswer, invokeDeployed } from './invoke.ts';
import type { DeployOptions } from './options.ts';
import { checkBootstrap, checkTarget, type Target } from './preflight.ts';
import { type Say, startProgress } from './progress.ts';
import { settleStack } from './settle.ts';
import { conditionOf, describeFailures, describeStack } from './stack-status.ts';
import type { AppToolkit, DeployedStack } from './toolkit.ts';

/** What a deploy came to; the JSON document it prints and writes. */
export interface DeployReport {
  readonly target: Target;
  readonly stacks: readonly DeployedStack[];
  readonly apis: readonly CheckedAnswer['answer'][];
  /** What is wrong with the answers; empty when nothing is. */
  readonly faults: readonly string[];
  readonly destroyed: boolean;
  readonly seconds: number;
}

/** Deploys the app: checks the target, settles stale stacks, deploys, invokes, prints and writes what it came to. */
export async function deploy(options: DeployOptions): Promise<DeployReport> {
  const start = performance.now();
  const say = startProgress(options.json);
  const assembly = readAssembly('cdk.out');
  const target = await checkTarget();
  say(describeTarget(target));
  await checkBootstrap(assembly, target);
  const pollMs = target.endpoint === undefined ? 3000 : 200;
  for (const name of assembly.stackNames) {
    await settleStack(name, { ...options, pollMs, say });
  }
  const toolkit = await loadAppToolkit(assembly.folder, pollMs, say);
  const stacks = await toolkit.deploy(assembly.stackNames, options.hotswap);
  let checked: readonly CheckedAnswer[] = [];
  try {
    if (options.invoke) checked = await invokeAll(stacks, target, say);
  } finally {
    if (options.destroyAfter) await destroyAll(toolkit, assembly.stackNames, say);
  }
  const report = {
    target,
    stacks,
    apis: checked.map(({ answer }) => answer),
    faults: checked.flatMap(({ answer, fault }) => (fault ? [`${answer.url} ${fault}`] : [])),
    destroyed: options.destroyAfter,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
  await writeFile('deploy-report.json', `${JSON.stringify(report, null, 2)}\n`);
  print(report, options.json);
  if (report.faults.length > 0) throw new DeployFailure(report.faults.join('\n'));
  return report;
}

/** Deletes the app's stacks, whatever state they are in. */
export async function destroy(options: DeployOptions): Promise<void> {
  const say = startProgress(options.json);
  const { folder, stackNames } = readAssembly('cdk.out');
  const target = await checkTarget();
  say(describeTarget(target).replace('deploying to', 'deleting from'));
  const pollMs = target.endpoint === undefined ? 3000 : 200;
  await destroyAll(await loadAppToolkit(folder, pollMs, say), stackNames, say);
}

/** Prints what a deploy would change. */
export async function diff(): Promise<void> {
  const say = startProgress(false);
  const { folder, stackNames } = readAssembly('cdk.out');
  say(describeTarget(await checkTarget()).replace('deploying to', 'comparing with'));
  const toolkit = await loadAppToolkit(folder, 3000, say);
  await toolkit.diff(stackNames);
}

/** Deploys again after each change, until the process ends. */
export async function watch(): Promise<void> {
  const say = startProgress(false);
  const { command, ...files } = readCdkJson();
  say(describeTarget(await checkTarget()).replace('deploying', 'watching, deploying'));
  say('loading the CDK toolkit');
  const { watchApp } = await import('./toolkit.ts');
  await watchApp(command, files, say);
}

function describeTarget({ account, region, endpoint }: Target): string {
  return `deploying to account ${account}, region ${region}${endpoint ? ` at ${endpoint}` : ' of AWS'}`;
}

/** Loads the toolkit late: it takes a second, and is not needed to say that credentials are missing. */
async function loadAppToolkit(folder: string, pollMs: number, say: Say): Promise<AppToolkit> {
  say('loading the CDK toolkit');
  const { loadToolkit } = await import('./toolkit.ts');
  return loadToolkit(folder, pollMs, say);
}

async function destroyAll(
  toolkit: AppToolkit,
  stackNames: readonly string[],
  say: Say,
): Promise<void> {
  await toolkit.destroy(stackNames);
  const cloudFormation = new CloudFormationClient({ maxAttempts: 5 });
  for (const name of stackNames) {
    const stack = await describeStack(cloudFormation, name);
    if (conditionOf(stack?.StackStatus) !== 'absent') {
      const what = await describeFailures(cloudFormation, name);
      throw new DeployFailure(`stack ${name} is ${stack?.StackStatus}, expected it gone${what}`);
    }
    say(`stack ${name}: gone`);
  }
}

async function invokeAll(
  stacks: readonly DeployedStack[],
  { endpoint }: Target,
  say: Say,
): Promise<readonly CheckedAnswer[]> {
  const checked: CheckedAnswer[] = [];
  for (const sample of readSamples('.')) {
    const stack = stacks.find(({ name }) => name === sample.stack);
    if (stack === undefined) throw new DeployFailure(`no stack ${sample.stack} for a sample`);
    checked.push(await invokeDeployed(sample, stack, endpoint, say));
  }
  return checked;
}

function print(report: DeployReport, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  if (report.apis.length > 0) {
    process.stdout.write(`\n${formatComparison(report.apis, process.stdout.columns ?? 120)}\n`);
  }
  const urls = report.stacks.flatMap(({ name, outputs }) =>
    Object.values(outputs)
      .filter((output) => output.startsWith('https:'))
      .map((url) => `${name}  ${url}`),
  );
  const written = 'written to cdk.outputs.json and deploy-report.json';
  process.stdout.write(`\n${report.destroyed ? '' : `${urls.join('\n')}\n`}${written}\n`);
}
