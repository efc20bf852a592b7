import { parseArgs } from 'node:util';
import { DeployFailure } from './failure.ts';

/** What the command line asks for. */
export interface DeployOptions {
  /** Send the samples to the deployed APIs and check the answers. */
  readonly invoke: boolean;
  /** Delete stacks that exist, also ones that work, before deploying. */
  readonly fresh: boolean;
  /** Continue a rollback that failed. */
  readonly recover: boolean;
  /** Delete the stacks again at the end. */
  readonly destroyAfter: boolean;
  /** Update functions directly where nothing else changed. */
  readonly hotswap: boolean;
  /** Print one JSON document; progress goes to stderr. */
  readonly json: boolean;
  /** How long to wait for a stack that something else is changing, in milliseconds. */
  readonly waitMs: number;
}

/** Reads the flags of `deploy`; throws a {@link DeployFailure} that lists them. */
export function parseOptions(args: readonly string[]): DeployOptions {
  try {
    const { values } = parseArgs({ args: [...args], options: flags, allowNegative: true });
    const minutes = Number(values.wait);
    if (!(minutes > 0)) throw new TypeError(`found --wait ${values.wait}, expected minutes`);
    return {
      invoke: values.invoke,
      fresh: values.fresh,
      recover: values.recover,
      destroyAfter: values['destroy-after'],
      hotswap: values.hotswap,
      json: values.json,
      waitMs: minutes * 60_000,
    };
  } catch (error) {
    throw new DeployFailure(
      `${error instanceof Error ? error.message : String(error)}\n${help}`,
      2,
    );
  }
}

const flags = {
  invoke: { type: 'boolean', default: true },
  fresh: { type: 'boolean', default: false },
  recover: { type: 'boolean', default: false },
  'destroy-after': { type: 'boolean', default: false },
  hotswap: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  wait: { type: 'string', default: '15' },
} as const;

const help = `flags of deploy:
  --no-invoke       do not send the samples of local-gateway.json to the deployed APIs
  --fresh           delete stacks that exist before deploying, also ones that work
  --recover         continue a rollback that failed (UPDATE_ROLLBACK_FAILED)
  --destroy-after   delete the stacks again at the end
  --hotswap         update functions directly where nothing else changed (not for production)
  --json            print one JSON document, progress goes to stderr
  --wait <minutes>  how long to wait for a stack that something else is changing (default 15)`;
