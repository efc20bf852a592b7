import { functionNameOf } from '../assembly/physical-names.ts';
import type { FrontDoorResponse } from '../http.ts';
import { isRefusal } from '../mapping/refusal.ts';
import { validateRequest } from '../mapping/validate-request.ts';
import type { RestApi } from '../model/rest-api.ts';
import type { Trace } from '../trace.ts';
import type { ApiServices } from './api-server.ts';
import { createExchange } from './exchanges.ts';
import { executionLog } from './execution-log.ts';
import { integrate } from './rest-integrations.ts';
import { restMappingScope } from './rest-mapping-scope.ts';
import { refusedResponse } from './rest-refusals.ts';
import type { TestInvocation, TestInvocationResult } from './test-invocation.ts';
import { testPayload, toTestRequest, toTestRoute } from './test-invoke-route.ts';
import { traceRequest } from './trace-request.ts';

/** A test of an API, resource or method that is not there; the message is API Gateway's. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundException';
}

/**
 * Runs a method of a REST API as the console's *Test* tab does: without routing, authorization, keys and throttles
 * (REST-67..REST-71).
 *
 * @throws {NotFoundError} when there is no such resource or method
 */
export async function testInvokeMethod(
  api: RestApi | undefined,
  test: TestInvocation,
  services: ApiServices,
): Promise<TestInvocationResult> {
  const resource = api?.resources.find(({ id }) => id === test.resourceId);
  if (api === undefined || resource === undefined) {
    throw new NotFoundError('Invalid Resource identifier specified');
  }
  const method =
    resource.methods.find(({ httpMethod }) => httpMethod === test.httpMethod) ??
    resource.methods.find(({ httpMethod }) => httpMethod === 'ANY');
  if (method === undefined) throw new NotFoundError('Invalid Method identifier specified');

  const request = toTestRequest(test, resource);
  const routed = toTestRoute(api, resource, method, request, test);
  const exchange = createExchange('test-invoke-source-ip');
  let traced: Trace | undefined;
  const { frontDoor, stack, name, id: apiId, accountId: account, region } = api;
  const { statusCode, headers, body } = await traceRequest(
    { frontDoor, stack, environment: { account, region }, api: name, apiId },
    request,
    exchange,
    (arn, payload, options) => services.invoke(arn, testPayload(payload, method, test), options),
    (entry) => {
      if (entry.kind === 'request') traced = entry.trace;
      services.log(entry);
    },
    async ({ invoke }) => {
      const { settings, validator } = method;
      const scope = restMappingScope(routed, request, exchange);
      const answered =
        (validator && validateRequest(settings, validator, request, scope)) ??
        (await integrate(routed, request, exchange, invoke, services.settings().allowedHttpHosts));
      const response = isRefusal(answered)
        ? refusedResponse(answered, api, request, exchange, routed)
        : await collected(answered);
      const { stage, resourcePath, httpMethod, pathParameters } = routed.route;
      return {
        response: withoutTransport(response),
        route: {
          stage,
          resourcePath,
          httpMethod,
          integrationType: settings.Integration.Type,
          ...(method.functionArn !== undefined && {
            functionName: functionNameOf(method.functionArn),
          }),
          ...(pathParameters && { pathParameters }),
        },
      };
    },
  );
  const grouped = Map.groupBy(headers, ([header]) => header);
  return {
    status: statusCode,
    body: Buffer.from(body).toString(),
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(
      Array.from(grouped, ([header, lines]) => [header, lines.map(([, value]) => value)] as const),
    ),
    log: traced === undefined ? '' : `${executionLog(traced).join('\n')}\n`,
    latency: Math.round(traced?.durationMs ?? 0),
  };
}

async function collected(response: FrontDoorResponse): Promise<FrontDoorResponse> {
  const { stream, ...rest } = response;
  if (stream === undefined) return response;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { ...rest, body: Buffer.concat(chunks) };
}

/** REST-69: nothing of how a response travels; of an error of the gateway only its type. */
function withoutTransport(response: FrontDoorResponse): FrontDoorResponse {
  const dropped = response.reason === undefined ? transport : [...transport, 'content-type'];
  return {
    ...response,
    headers: response.headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
  };
}

const transport = ['connection', 'content-length', 'date', 'x-amz-apigw-id', 'x-amzn-requestid'];
