import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { devNull } from 'node:os';

import { localAccount, localRegion } from '../assembly/physical-ids.ts';
import type { Log } from '../log.ts';
import { answerFault, readCall, send, type Answer, type Call } from './call.ts';
import { cloudFormation } from './cloudformation.ts';
import { createFailures, type Failure } from './failures.ts';
import { Fault } from './fault.ts';
import { answerLambda, type CodeOverrides } from './lambda.ts';
import { createOperations } from './operations.ts';
import type { Action } from './query.ts';
import { answerS3, type Objects } from './s3.ts';
import { createServing } from './serving.ts';
import { answerSsm } from './ssm.ts';
import { createStacks, setStatus } from './stacks.ts';
import { sts } from './sts.ts';
import { toXml } from './xml.ts';

/** How a control plane behaves. */
export interface ControlPlaneOptions {
  /**
   * Loopback port; `0` takes any free one.
   *
   * @default 0
   */
  readonly port?: number;
  /**
   * Milliseconds that each resource takes.
   *
   * @default 20
   */
  readonly stepMs?: number;
  /**
   * Version of the CDK bootstrap resources; `null` when the account has none.
   *
   * @default 33
   */
  readonly bootstrapVersion?: number | null;
  /**
   * Whether credentials are valid.
   *
   * @default true
   */
  readonly acceptCredentials?: boolean;
  /** Told of each request to a deployed API, and of calls that this control plane does not know. */
  readonly log?: Log;
}

/** A control plane that is running. */
export interface ControlPlane {
  readonly url: string;
  /** Environment variables that lead the CDK toolkit, the AWS CLI and SDKs here. The credentials are dummies. */
  readonly environment: Readonly<Record<string, string>>;
  /** Status by name of every stack that exists. */
  stacks(): Readonly<Record<string, string>>;
  /** Puts a stack into a state, without resources when it is new; with `then`, into another one after a while. */
  putStack(
    name: string,
    status: string,
    then?: { readonly status: string; readonly afterMs: number },
  ): void;
  /** Lets the next resource that fits fail. */
  failNext(failure: Failure): void;
  close(): Promise<void>;
}

/**
 * Starts as much of STS, SSM, S3, CloudFormation and Lambda on loopback as the CDK toolkit needs to deploy, and serves
 * what is deployed. Everything is in memory and gone with {@link ControlPlane.close}.
 *
 * @example
 * const controlPlane = await startControlPlane();
 * const withoutAws = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
 * const env = { ...Object.fromEntries(withoutAws), ...controlPlane.environment };
 * spawn('npx', ['cdk', 'deploy'], { env });
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { port = 0, stepMs = 20, bootstrapVersion = 33, acceptCredentials = true } = options;
  const { log = () => {} } = options;
  const stacks = createStacks();
  const objects: Objects = new Map();
  const codes: CodeOverrides = new Map();
  const failures = createFailures(objects);
  const running = new Set<Promise<void>>();
  const serving = createServing(stacks, objects, codes, log);

  const operations = createOperations({
    stacks,
    stepMs,
    refuse: failures.refuse,
    onSettled() {
      codes.clear();
      serving.refresh();
    },
  });
  const start = (operation: Promise<void>) => {
    running.add(operation);
    void operation.finally(() => running.delete(operation));
  };
  const readObject = (url: string) =>
    objects.get(decodeURIComponent(new URL(url).pathname.slice(1)));
  const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
    cloudformation: cloudFormation({ stacks, operations, start, readObject }),
    sts: sts(() => acceptCredentials),
  };

  async function answer(call: Call): Promise<Answer> {
    const [, apiId] = apiHost.exec(String(call.headers['host'])) ?? [];
    if (apiId !== undefined) return serving.answer(apiId, call);
    // The scope of a signature names the service: Credential=<key>/<date>/<region>/<service>/aws4_request
    const credential = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//;
    const [, service = 'none'] = credential.exec(String(call.headers['authorization'])) ?? [];
    if (service === 's3') return answerS3(objects, call);
    if (service === 'ssm') return answerSsm(bootstrapVersion ?? undefined, call);
    if (service === 'lambda') return answerLambda(stacks, codes, serving.refresh, call);
    const query = Object.fromEntries(new URLSearchParams(Buffer.from(call.body).toString()));
    const name = query['Action'] ?? '';
    const known = Object.hasOwn(actions, service) ? actions[service] : {};
    const action = known && Object.hasOwn(known, name) ? known[name] : undefined;
    if (action === undefined) {
      const what = `${service} ${name || `${call.method} ${call.url.pathname}`}`;
      log({ kind: 'notice', message: `control plane: ${what} is not part of it` });
      throw new Fault('InvalidAction', `${what} is not part of this control plane`, 501);
    }
    const result = `<${name}Result>${toXml(action(query))}</${name}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
    return {
      headers: { 'content-type': 'text/xml' },
      body: `<${name}Response>${result}${metadata}</${name}Response>`,
    };
  }

  const server = createServer((message, response) => {
    void readCall(message)
      .then(answer)
      .catch(answerFault)
      .then((answered) => send(response, answered));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;

  return {
    url,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: localRegion,
      AWS_ACCESS_KEY_ID: 'AKIALOCALLOCALLOCAL0',
      AWS_SECRET_ACCESS_KEY: 'local',
      // Profiles and endpoints that the user has configured would lead elsewhere.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DEFAULT_ACCOUNT: localAccount,
      CDK_DEFAULT_REGION: localRegion,
    },
    stacks: () =>
      Object.fromEntries(stacks.existing().map(({ name, status }) => [name, status] as const)),
    putStack(name, status, then) {
      const stack = stacks.find(name) ?? stacks.add(name, status);
      setStatus(stack, status);
      if (then) setTimeout(() => setStatus(stack, then.status), then.afterMs).unref();
    },
    failNext: failures.add,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(running);
      await serving.close();
    },
  };
}

/** Where AWS serves APIs and function URLs; no name that a web page could be rebound to. */
const apiHost =
  /^([a-z0-9]+)\.(?:execute-api\.[a-z0-9-]+\.amazonaws\.com|lambda-url\.[a-z0-9-]+\.on\.aws)$/;
