import { appFolder } from '../assembly/app-folder.ts';
import { AssemblyError } from '../assembly/read-assembly.ts';
import { startConsole } from '../console/console.ts';
import { createRecorder } from '../console/recorder.ts';
import { PortTakenError, startGateway, type Gateway } from '../gateway.ts';
import type { Log } from '../log.ts';
import { planRebuild } from '../rebuild/rebuild-plan.ts';
import { help, parseArguments, UsageError, type CliOptions } from './arguments.ts';
import type { SampleAnswer } from './invoke-sample.ts';
import { invokeSamples } from './invoke-samples.ts';
import { openBrowser } from './open-browser.ts';
import { formatComparison, formatEndpoints } from './print.ts';
import { printLog } from './print-log.ts';
import { readSamples } from './samples.ts';
import { serve } from './serve.ts';
import { stopSignal } from './stop-signal.ts';

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
  // From the start: a signal may come before the first request is served.
  const stopped = options.once ? undefined : stopSignal();
  const print = printLog(options);
  const reasons = new Map<string, string>();
  // The samples' answers are printed as a whole; only why one was refused is kept from their log.
  let log: Log = (entry) => {
    if (entry.kind !== 'request') return print(entry);
    const { exchange, response } = entry.trace;
    if (response.reason !== undefined) reasons.set(exchange.requestId, response.reason);
  };
  const recorder = createRecorder();
  const tell: Log = (entry) => {
    recorder.log(entry);
    log(entry);
  };
  const gateway = await startGateway({
    path: options.path,
    port: options.port,
    passCredentials: options.passCredentials,
    ...(options.inspect !== undefined && { inspect: options.inspect }),
    log: tell,
  });
  if (gateway.endpoints.length === 0) tell({ kind: 'notice', message: nothingToServe });
  const served =
    options.console && !options.once
      ? await startConsole({
          gateway,
          recorder,
          port: consolePort(options),
          onError: (error) => tell({ kind: 'error', message: `console: ${String(error)}` }),
        })
      : undefined;
  try {
    const { answers, faults } = await invokeSamples(
      gateway.endpoints,
      readSamples(folder),
      reasons,
    );
    printAnswers(options, gateway, answers, served?.url);
    for (const fault of faults) process.stderr.write(`local-gateway: ${fault}\n`);
    if (stopped === undefined) return faults.length === 0 ? 0 : 1;
    log = print;
    if (options.open && served !== undefined) openBrowser(served.url);
    await serve(gateway, options.watch ? planRebuild(options.path) : undefined, tell, stopped);
    return 0;
  } finally {
    await served?.close();
    await gateway.close();
  }
}

const nothingToServe =
  'nothing to serve: found no stage of a REST API or HTTP API, no function URL and no listener with a Lambda target';

function printAnswers(
  { json, once }: CliOptions,
  gateway: Gateway,
  answers: readonly SampleAnswer[],
  consoleUrl: string | undefined,
): void {
  if (json) {
    const document = {
      apis: answers,
      ...(!once && { endpoints: gateway.endpoints }),
      ...(consoleUrl !== undefined && { console: consoleUrl }),
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  process.stdout.write(`\n${formatComparison(answers, process.stdout.columns ?? 120)}\n`);
  if (once) return;
  const endpoints = formatEndpoints(gateway.endpoints, answers);
  const console = consoleUrl === undefined ? '' : `Console: ${consoleUrl}\n`;
  process.stdout.write(`\n${endpoints}\n\n${console}Ctrl-C stops.\n\n`);
}

/** Far enough from the APIs' ports, and the same at each start. */
function consolePort({ port }: CliOptions): number {
  return port === 0 || port > 64_000 ? 0 : port + 900;
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof UsageError || error instanceof AssemblyError || error instanceof PortTakenError
  );
}
