import { localAccount } from './assembly/physical-ids.ts';
import { readModel } from './model/read-model.ts';
import type { Model } from './model/model.ts';
import { readSettings } from './model/settings.ts';
import type { Log } from './log.ts';
import { endpointsOf, servedApis, type Endpoint, type ServedApi } from './endpoints.ts';
import type { ApiServer, ApiServices } from './server/api-server.ts';
import { createApiServer } from './server/create-api-server.ts';
import { createFunctions, type FunctionState } from './server/functions.ts';
import {
  createIntegrationOverrides,
  type IntegrationOverride,
} from './server/integration-overrides.ts';
import { listen, type Listener } from './server/listen.ts';

export type { Endpoint } from './endpoints.ts';

export interface GatewayOptions {
  /** A `cdk.out` folder, an app folder that has one, or a CloudFormation template. */
  readonly path: string;
  /**
   * The first API's port; each further API takes the next one. `0` takes any free ports.
   * @default 3000
   */
  readonly port?: number;
  /**
   * Debuggers can attach to functions from this port of 127.0.0.1 upwards; each function then has one environment and no
   * timeout.
   * @default no inspector
   */
  readonly inspect?: number;
  /**
   * Functions get the AWS credentials of this process instead of ones that nobody accepts.
   * @default false
   */
  readonly passCredentials?: boolean;
  /** Told of each request, of what functions print, and of what cannot be served. */
  readonly log?: Log;
}

/** A gateway that is serving. */
export interface Gateway {
  /** One for each stage of each API, one for each function URL and each listener of a load balancer. */
  readonly endpoints: readonly Endpoint[];
  /** What is served now, as the templates say. */
  model(): Model;
  functionStates(): readonly FunctionState[];
  /** Methods that are served with another integration type than their template says. */
  integrationOverrides(): readonly IntegrationOverride[];
  /** Serves a method of a REST API as `AWS` or `AWS_PROXY` from now on; without a type, as its template says again. */
  overrideIntegration(apiId: string, methodId: string, type?: IntegrationOverride['type']): void;
  /** Reads the assembly again and swaps routes and code; requests under way end on the old ones. */
  reload(): Promise<void>;
  /** Stops the servers and every process that runs a function. */
  close(): Promise<void>;
}

/** A port that cannot be listened on: something else does, the user may not, or it is none. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/**
 * Serves every REST API, HTTP API, function URL and load balancer listener of a synthesized CDK app on a loopback port
 * of its own, as AWS would.
 *
 * @throws {AssemblyError} when there is no assembly at `path`
 * @throws {PortTakenError} when a port is in use
 * @example
 * const gateway = await startGateway({ path: 'apps/echo' });
 * console.log(gateway.endpoints.map(({ url }) => url));
 * await gateway.close();
 */
export async function startGateway({
  path,
  port = 3000,
  log = () => {},
  ...functionOptions
}: GatewayOptions): Promise<Gateway> {
  let model = readModel(path);
  report(model, log);
  const functions = createFunctions(model.functions, log, functionOptions);
  const overrides = createIntegrationOverrides();
  const listeners: Listener[] = [];
  const apis = servedApis(model);
  let current = byId(apis);
  let settings = readSettings(path, localAccount);
  const services: ApiServices = { invoke: functions.invoke, log, settings: () => settings };
  const servers: ApiServer[] = [];

  /** After a reload the same API may have other routes; one that is gone keeps its last ones until a restart. */
  function currentOf(api: ServedApi): ServedApi {
    const now = current.get(keyOf(api)) ?? api;
    return now.frontDoor === 'rest-api' ? overrides.apply(now) : now;
  }

  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
    await functions.close();
  };

  try {
    for (const [index, api] of apis.entries()) {
      const server = createApiServer(api, () => currentOf(api), services);
      servers.push(server);
      listeners.push(await listenForApi(port === 0 ? 0 : port + index, server));
    }
  } catch (error) {
    await close();
    throw error;
  }

  return {
    endpoints: apis.flatMap((api, index) => endpointsOf(api, listeners[index]?.port ?? 0)),
    model: () => model,
    functionStates: functions.states,
    integrationOverrides: overrides.list,
    overrideIntegration: overrides.set,
    async reload() {
      const next = readModel(path);
      const declared = readSettings(path, localAccount);
      report(next, log);
      await functions.replace(next.functions);
      model = next;
      current = byId(servedApis(next));
      settings = declared;
      for (const server of servers) server.reset?.();
      functions.retain(next.functions);
    },
    close,
  };

  async function listenForApi(wanted: number, server: ApiServer): Promise<Listener> {
    try {
      return await listen({
        ...server,
        port: wanted,
        onError: (error) =>
          log({
            kind: 'error',
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          }),
      });
    } catch (error) {
      throw portError(wanted, error) ?? error;
    }
  }
}

/** Why a port cannot be listened on, in words; `undefined` for any other error. */
function portError(port: number, cause: unknown): PortTakenError | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why = typeof code === 'string' ? portProblems[code] : undefined;
  return why === undefined
    ? undefined
    : new PortTakenError(`port ${port} ${why} choose another one with --port`, { cause });
}

const portProblems: Readonly<Record<string, string>> = {
  EACCES: 'needs more rights than this user has,',
  EADDRINUSE: 'is taken, free it or',
  ERR_SOCKET_BAD_PORT: 'is none, expected 0 to 65535,',
};

function report({ diagnostics }: Model, log: Log): void {
  for (const { stack, logicalId, message } of diagnostics) {
    log({ kind: 'notice', message: `${stack}/${logicalId}: ${message}` });
  }
}

function byId(apis: readonly ServedApi[]): ReadonlyMap<string, ServedApi> {
  return new Map(apis.map((api) => [keyOf(api), api]));
}

function keyOf({ frontDoor, id }: ServedApi): string {
  return `${frontDoor} ${id}`;
}
