import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface CliOptions {
  /** A `cdk.out` folder, an app folder or a template file. */
  readonly path: string;
  /** The first API's port; each further one takes the next. `0` takes any free ports. */
  readonly port: number;
  readonly once: boolean;
  readonly json: boolean;
  readonly watch: boolean;
  /** Serve the web console. */
  readonly console: boolean;
  /** Show the web console in the default browser. */
  readonly open: boolean;
  /** Also the lines that Lambda writes around each invocation: `START`, `END`, `REPORT`. */
  readonly verbose: boolean;
  /** The first function's inspector listens on this port of 127.0.0.1; each further one takes the next. */
  readonly inspect?: number;
  /** Functions get the AWS credentials of this shell instead of ones that nobody accepts. */
  readonly passCredentials: boolean;
  readonly help: boolean;
}

/** A mistake on the command line; the message says what was found and what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const help = `Usage: local-gateway <cdk.out | app folder | template.yaml> [options]

Serves a synthesized CDK app on this machine as API Gateway and Lambda would.

  --port <number>     port of the first API, the next ones count up (default 3000, 0: any free)
  --once              send the samples of local-gateway.json, print the answers, exit (1: one is wrong)
  --json              print one JSON document instead of text, and log JSON lines to stderr
  --no-watch          do not rebuild when a source file changes
  --no-console        do not serve the web console (default port 3900, or --port plus 900)
  --open              show the web console in the default browser
  --verbose           also START, END and REPORT, and API Gateway's execution log of each request
  --inspect[=<port>]  let debuggers attach to functions (default 9229, the next ones count up, 0: any free)
  --pass-credentials  give functions the AWS credentials and region of this shell, else dummies
  --help              show this text
`;

/** Reads the arguments after `node local-gateway`; throws a {@link UsageError}. */
export function parseArguments(args: readonly string[]): CliOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) {
    throw new UsageError(
      `found ${positionals.length} paths (${positionals.join(', ')}), expected one`,
    );
  }
  return {
    path: positionals[0] ?? '.',
    port: parsePort(values.port),
    once: values.once,
    json: values.json,
    watch: values.watch,
    console: values.console,
    open: values.open,
    verbose: values.verbose,
    ...(values.inspect !== undefined && { inspect: parsePort(values.inspect) }),
    passCredentials: values['pass-credentials'],
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: args
        // npm wants it before options, as in `start -- --once`, and pnpm hands it on.
        .filter((argument) => argument !== '--')
        // Like Node's own: the port may be left out.
        .map((argument) => (argument === '--inspect' ? '--inspect=9229' : argument)),
      allowPositionals: true,
      allowNegative: true,
      options: {
        port: { type: 'string', default: '3000' },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: true },
        console: { type: 'boolean', default: true },
        open: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        inspect: { type: 'string' },
        'pass-credentials': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '([^']+)'/.exec(message)?.[1];
    // Node would advise to put it behind `--`, which is left out here.
    throw new UsageError(
      unknown === undefined ? message : `found option ${unknown}, expected one that --help shows`,
    );
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(`found port ${JSON.stringify(text)}, expected a number from 0 to 65535`);
  }
  return port;
}
