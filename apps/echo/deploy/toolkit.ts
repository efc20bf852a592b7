import {
  type DeploymentMethod,
  type IoMessage,
  type IoRequest,
  NonInteractiveIoHost,
  StackSelectionStrategy,
  Toolkit,
  ToolkitError,
} from '@aws-cdk/toolkit-lib';
import { DeployFailure } from './failure.ts';
import type { Say } from './progress.ts';

/** What became of a stack. */
export interface DeployedStack {
  readonly name: string;
  /** False when nothing had changed. */
  readonly changed: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Deploys the app of a `cdk.json` again after each change, functions directly (hotswap); until the process ends. */
export async function watchApp(app: string, files: WatchFiles, say: Say): Promise<void> {
  const toolkit = new Toolkit({ ioHost: new ProgressHost(say), color: false, emojis: false });
  const source = await toolkit.fromCdkApp(app, { env: withoutValidation, synthOptions: plain });
  const watcher = await toolkit.watch(source, {
    ...files,
    deploymentMethod: hotswapOrChangeSet,
    concurrency: 3,
  });
  await watcher.waitForEnd();
}

/** The schema validation takes 2 s of every synth. */
const withoutValidation = { CDK_VALIDATION: 'false' };

/** As `turbo synth` does it, or else the first change would deploy every API anew. */
const plain = { pathMetadata: false, assetMetadata: false, versionReporting: false };

/** Which files to watch, as in the key `watch` of a `cdk.json`. */
export interface WatchFiles {
  readonly include: string[];
  readonly exclude: string[];
}

/** The CDK toolkit on one synthesized app. */
export interface AppToolkit {
  deploy(stackNames: readonly string[], hotswap: boolean): Promise<readonly DeployedStack[]>;
  destroy(stackNames: readonly string[]): Promise<void>;
  /** Prints what a deploy would change. */
  diff(stackNames: readonly string[]): Promise<void>;
}

/** Loads a `cdk.out` into the CDK toolkit; it tells `say` of each resource as it goes. */
export async function loadToolkit(folder: string, pollMs: number, say: Say): Promise<AppToolkit> {
  const host = new ProgressHost(say);
  const toolkit = new Toolkit({ ioHost: host, color: false, emojis: false });
  const assembly = await toolkit.fromAssemblyDirectory(folder);
  const select = (stackNames: readonly string[]) => ({
    stacks: {
      strategy: StackSelectionStrategy.PATTERN_MUST_MATCH,
      patterns: [...stackNames],
    },
    stackEventPollingInterval: pollMs,
    concurrency: 3,
  });
  return {
    async deploy(stackNames, hotswap) {
      const { stacks } = await explain(host, () =>
        toolkit.deploy(assembly, {
          ...select(stackNames),
          deploymentMethod: hotswap ? hotswapOrChangeSet : changeSet,
          outputsFile: 'cdk.outputs.json',
        }),
      );
      return stacks
        .map(({ stackName: name, outputs }) => ({
          name,
          changed: !host.unchanged.has(name),
          outputs,
        }))
        .toSorted((a, b) => stackNames.indexOf(a.name) - stackNames.indexOf(b.name));
    },
    async destroy(stackNames) {
      await explain(host, () => toolkit.destroy(assembly, select(stackNames)));
    },
    async diff(stackNames) {
      await explain(host, () => toolkit.diff(assembly, select(stackNames)));
    },
  };
}

const changeSet = { method: 'change-set' } as const satisfies DeploymentMethod;
const hotswapOrChangeSet = {
  method: 'hotswap',
  fallback: changeSet,
} as const satisfies DeploymentMethod;

// Codes of the toolkit's message registry.
const diffOfStack = 'CDK_TOOLKIT_I4002';
const startOfStack = 'CDK_TOOLKIT_I5100';
const startOfUpload = 'CDK_TOOLKIT_I5220';
const eventOfResource = 'CDK_TOOLKIT_I5502';
const endOfStack = 'CDK_TOOLKIT_I5900';
const aboutWatching = /^CDK_TOOLKIT_I531[2-5]$/;
const askForApproval = /^This deployment will make potentially sensitive changes/;

/** Prints what happens to each resource, and remembers what failed. */
class ProgressHost extends NonInteractiveIoHost {
  readonly unchanged = new Set<string>();
  readonly failures: string[] = [];
  readonly #say: Say;
  #uploads = false;

  constructor(say: Say) {
    super({ logLevel: 'error' });
    this.#say = say;
  }

  override async notify(message: IoMessage<unknown>): Promise<void> {
    if (message.code === startOfUpload && !this.#uploads) {
      this.#uploads = true;
      return this.#say('uploading code and templates');
    }
    if (message.code === startOfStack) return this.#say(`stack ${message.message}`);
    if (message.code === eventOfResource) return this.#showResource(message.data);
    if (message.code === endOfStack) {
      const { noOp, stackArn } = members(message.data);
      const name = /:stack\/([^/]+)\//.exec(String(stackArn))?.[1] ?? 'unknown';
      if (noOp === true) this.unchanged.add(name);
      return this.#say(`stack ${name}: ${noOp === true ? 'no change' : 'deployed'}`);
    }
    if (message.code === diffOfStack || aboutWatching.test(message.code ?? '')) {
      return this.#say(message.message.trim());
    }
    // A diff says this too, where nothing is about to happen.
    if (askForApproval.test(message.message)) return;
    if (message.level === 'warn' || message.level === 'error') this.#say(`  ${message.message}`);
  }

  override async requestResponse<D, R>({ defaultResponse }: IoRequest<D, R>): Promise<R> {
    return defaultResponse;
  }

  #showResource(data: unknown): void {
    const event = members(members(data)['event']);
    const status = String(event['ResourceStatus']);
    if (status.endsWith('_IN_PROGRESS')) return;
    const what = `${String(event['ResourceType'])} ${String(event['LogicalResourceId'])}`;
    const reason = event['ResourceStatusReason'];
    const why = status.endsWith('_FAILED') && typeof reason === 'string' ? `: ${reason}` : '';
    if (status.endsWith('_FAILED')) this.failures.push(`${what}${why}`);
    this.#say(`  ${String(event['StackName'])} ${status.padEnd(15)} ${what}${why}`);
  }
}

async function explain<T>(host: ProgressHost, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!ToolkitError.isToolkitError(error)) throw error;
    const setUp = ToolkitError.isAuthenticationError(error) || ToolkitError.isBootstrapError(error);
    const failures = host.failures.map((failure) => `\n  ${failure}`).join('');
    const what = error.message.replace(/^❌\s*/, '');
    throw new DeployFailure(`${what}${failures}`, setUp ? 2 : 1);
  }
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
