import { localAccount } from './assembly/physical-ids.ts';
import { readModel } from './model/read-model.ts';
import type { Model } from './model/model.ts';
import { readSettings } from './model/settings.ts';
import type { Log } from './log.ts';
import { endpointsOf, servedApis, type Endpoint, type ServedApi } from './endpoints.ts';
import { createApiPorts } from './server/api-ports.ts';
import type { ApiServices } from './server/api-server.ts';
import { createApiServer } from './server/create-api-server.ts';
import { createFunctions, type FunctionState } from './server/functions.ts';
import {
  createIntegrationOverrides,
  type IntegrationOverride,
  type IntegrationOverrides,
} from './server/integration-overrides.ts';
import { PortTakenError } from './server/port-taken-error.ts';
import { createUsageCounters } from './server/usage-counters.ts';
import type { TestInvocation, TestInvocationResult } from './server/test-invocation.ts';
import { testInvokeMethod } from './server/test-invoke.ts';

export type { Endpoint } from './endpoints.ts';
export { PortTakenError } from './server/port-taken-error.ts';

/** What to serve, and where. */
export interface GatewayOptions {
  /** A `cdk.out` folder, an app folder that has one, or a CloudFormation template. */
  readonly path: string;
  /**
   * The first API's port; each further API takes the next one. `0` takes any free ports.
   * @default 3000
   */
  readonly port?: number;
  /**
   * Debuggers can attach to functions from this port of 127.0.0.1 upwards, `0` takes any free ones; each function then has
   * one environment and no timeout.
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
  /** One for each stage of each API, one for each function URL and each listener of a load balancer, as of now. */
  readonly endpoints: readonly Endpoint[];
  /** What is served now, as the templates say. */
  model(): Model;
  functionStates(): readonly FunctionState[];
  /** Methods that are served with another integration type than their template says. */
  integrationOverrides(): readonly IntegrationOverride[];
  /** Serves a method of a REST API as `AWS` or `AWS_PROXY` from now on; without a type, as its template says again. */
  overrideIntegration(apiId: string, methodId: string, type?: IntegrationOverride['type']): void;
  /**
   * Runs one method of a REST API as API Gateway's `TestInvokeMethod` does: no socket, no routing, no authorization
   * (REST-67..REST-71). Ids are those of {@link Gateway.model}.
   *
   * @throws {NotFoundError} when there is no such resource or method
   */
  testInvokeMethod(test: TestInvocation): Promise<TestInvocationResult>;
  /**
   * Reads the assembly again and swaps routes and code; requests under way end on the old ones. New APIs get the next
   * ports, those that are gone lose theirs.
   */
  reload(): Promise<void>;
  /** Stops the servers and every process that runs a function. */
  close(): Promise<void>;
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
  let settings = readSettings(path, accountOf(model));
  const services: ApiServices = {
    invoke: functions.invoke,
    log,
    settings: () => settings,
    usage: createUsageCounters(),
  };
  const ports = createApiPorts({
    firstPort: port,
    createServer: (api, current) =>
      createApiServer(api, () => overridden(current(), overrides), services),
    onError: (error) => log({ kind: 'error', message: describeError(error) }),
  });

  let closed = false;
  const close = async () => {
    closed = true;
    await ports.close();
    await functions.close();
  };

  try {
    await ports.serve(servedApis(model));
  } catch (error) {
    await close();
    throw error;
  }

  return {
    get endpoints() {
      return ports.served().flatMap((served) => endpointsOf(served.api, served.port));
    },
    model: () => model,
    functionStates: functions.states,
    integrationOverrides: overrides.list,
    overrideIntegration: overrides.set,
    testInvokeMethod(test) {
      const api = model.restApis.find(({ id }) => id === test.restApiId);
      return testInvokeMethod(api && overrides.apply(api), test, services);
    },
    async reload() {
      const next = readModel(path);
      const declared = readSettings(path, accountOf(next));
      report(next, log);
      await functions.replace(next.functions);
      if (closed) return;
      model = next;
      settings = declared;
      await ports
        .serve(servedApis(next))
        .catch((error: unknown) => log({ kind: 'error', message: describeError(error) }));
      functions.retain(next.functions);
    },
    close,
  };
}

function overridden(api: ServedApi, overrides: IntegrationOverrides): ServedApi {
  return api.frontDoor === 'rest-api' ? overrides.apply(api) : api;
}

/** Of whom `local-gateway.json` says nothing else lives in the account of the app. */
function accountOf({ functions }: Model): string {
  const [first] = functions.values();
  return first?.accountId ?? localAccount;
}

function report({ diagnostics }: Model, log: Log): void {
  for (const { stack, logicalId, message } of diagnostics) {
    log({ kind: 'notice', message: `${stack}/${logicalId}: ${message}` });
  }
}

function describeError(error: unknown): string {
  if (error instanceof PortTakenError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
