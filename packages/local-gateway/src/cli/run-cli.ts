import { AssemblyError } from '../assembly/read-assembly.ts';
import { PortTakenError, startGateway, type Gateway } from '../gateway.ts';
import { readCdkJson } from '../rebuild/cdk-json.ts';
import { help, parseArguments, UsageError, type CliOptions } from './arguments.ts';
import { findFault, invokeSample, type SampleAnswer } from './invoke-sample.ts';
import { formatComparison, formatEndpoints } from './print.ts';
import { printLog } from './print-log.ts';
import { appFolder, readSamples } from './samples.ts';
import { serve } from './serve.ts';

/**
 * Runs the command line; gives the exit code.
 * `0` all is well, `1` a wrong answer or a gateway that cannot start, `2` a mistake on the command line.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    const options = parseArguments(args);
    if (options.help) {
      process.stdout.write(help);
      return 0;
    }
    return await run(options);
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`local-gateway: ${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function run(options: CliOptions): Promise<number> {
  const folder = appFolder(options.path);
  const log = printLog(options);
  const gateway = await startGateway({ path: options.path, port: options.port, log });
  try {
    const { answers, faults } = await invokeSamples(gateway, folder);
    print(options, gateway, answers);
    for (const fault of faults) process.stderr.write(`local-gateway: ${fault}\n`);
    if (options.once) return faults.length === 0 ? 0 : 1;
    await serve(gateway, folder, options.watch ? readCdkJson(folder) : undefined, log);
    return 0;
  } finally {
    await gateway.close();
  }
}

async function invokeSamples(gateway: Gateway, folder: string) {
  const answers: SampleAnswer[] = [];
  const faults: string[] = [];
  for (const sample of readSamples(folder)) {
    const endpoint = gateway.endpoints.find(
      ({ name, stack }) => name === sample.api && (sample.stack ?? stack) === stack,
    );
    if (endpoint === undefined) {
      faults.push(`no API is named ${sample.api}, as a sample of local-gateway.json expects`);
      continue;
    }
    const answer = await invokeSample(sample, endpoint);
    const fault = findFault(sample, answer);
    if (fault !== undefined) faults.push(`${sample.method} ${answer.url} ${fault}`);
    answers.push(answer);
  }
  return { answers, faults };
}

function print(
  { json, once }: CliOptions,
  gateway: Gateway,
  answers: readonly SampleAnswer[],
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ apis: answers }, null, 2)}\n`);
    return;
  }
  process.stdout.write(`\n${formatComparison(answers, process.stdout.columns ?? 120)}\n`);
  if (!once)
    process.stdout.write(`\n${formatEndpoints(gateway.endpoints, answers)}\n\nCtrl-C stops.\n\n`);
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof UsageError || error instanceof AssemblyError || error instanceof PortTakenError
  );
}
