import type { Exchange } from '../exchange.ts';
import { restApi } from '../front-doors/rest-api/rest-api.ts';
import { fillStageVariables } from '../front-doors/stage-variables.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { InvocationResult, InvokeOptions } from '../invocation.ts';
import { checkRequestParameters } from '../mapping/request-parameters.ts';
import { badRequest, configurationError, isRefusal, type Refusal } from '../mapping/refusal.ts';
import { functionArnOf } from '../model/functions.ts';
import type { InvokeError } from '../runtime/invoke-error.ts';
import type { InvokeFunction } from './functions.ts';
import { invokeTarget } from './invoke-target.ts';
import { notSupported } from './not-supported.ts';
import { integrateAws } from './rest-aws-integration.ts';
import { integrateAwsProxyStream } from './rest-stream.ts';
import { integrateHttp } from './rest-http-integration.ts';
import { integrateMock } from './rest-mock-integration.ts';
import type { RoutedRequest } from './route-rest-request.ts';

/** Everything an integration of a REST API works on. */
export interface IntegrationCall extends RoutedRequest {
  readonly request: HttpRequest;
  readonly exchange: Exchange;
  /** Runs the function of the method; a refusal when it takes too long or there is none. */
  readonly invoke: (
    payload: string,
    options?: Pick<InvokeOptions, 'responseStreaming'>,
  ) => Promise<InvocationResult | Refusal>;
}

/** Runs the integration of a method: what AWS would answer, or why AWS would refuse. */
export async function integrate(
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
  invokeFunction: InvokeFunction,
  allowedHosts: readonly string[],
): Promise<FrontDoorResponse | Refusal> {
  const { method } = routed;
  const { Type, IntegrationHttpMethod } = method.settings.Integration;
  if (method.problem !== undefined) return notSupported(method.problem);
  if (Type === 'MOCK') return integrateMock({ ...routed, request, exchange });
  if (Type === 'HTTP' || Type === 'HTTP_PROXY') {
    return integrateHttp({ ...routed, request, exchange }, allowedHosts);
  }
  const functionArn = method.functionArn ?? functionOfStage(routed);
  if (typeof functionArn === 'object') return functionArn;
  if (functionArn === undefined) return notSupported('the integration names no Lambda function');
  if (IntegrationHttpMethod !== 'POST') {
    // REST-64
    return configurationError(
      `integration calls Lambda with ${IntegrationHttpMethod === '' ? 'no verb' : IntegrationHttpMethod}, expected IntegrationHttpMethod POST`,
    );
  }
  const { timeoutInMillis } = method;
  const invoke = async (payload: string, options: InvokeOptions = {}) => {
    const invoked = await invokeTarget(invokeFunction, functionArn, payload, {
      ...options,
      traceId: exchange.traceId,
      timeoutInMillis,
    });
    if (invoked.kind === 'result') return invoked.result;
    return invoked.kind === 'timeout' ? timedOut(invoked.reason) : invokeRefused(invoked.error);
  };
  const call = { ...routed, request, exchange, invoke };
  if (Type === 'AWS') return integrateAws(call);
  const answer = await (method.responseTransferMode === 'STREAM'
    ? integrateAwsProxyStream(call)
    : integrateAwsProxy(call));
  return orRefusal(answer);
}

/** A result that is refused becomes a gateway response, which the API may have customised (RESP-31, RESP-36..RESP-38, RESP-43). */
function orRefusal(answer: FrontDoorResponse | Refusal): FrontDoorResponse | Refusal {
  if (isRefusal(answer) || answer.reason === undefined) return answer;
  const { statusCode, reason } = answer;
  const refused = statusCode === 502 ? 'INTEGRATION_FAILURE' : 'API_CONFIGURATION_ERROR';
  return { refused, statusCode, message: 'Internal server error', reason };
}

/** The function of a URI with stage variables in it; one that the stage does not have is a 500 (REQ-52). */
function functionOfStage({ method, stage }: RoutedRequest): string | undefined | Refusal {
  const filled = fillStageVariables(method.settings.Integration.Uri, stage.variables);
  return 'uri' in filled
    ? functionArnOf(filled.uri)
    : configurationError(`stage variable ${filled.missing} of the integration URI is not defined`);
}

async function integrateAwsProxy({
  method,
  request,
  route,
  exchange,
  invoke,
}: IntegrationCall): Promise<FrontDoorResponse | Refusal> {
  // REST-35: request parameters have no effect on the event, but an illegal one still breaks the call.
  const illegal = checkRequestParameters(method.settings.Integration);
  if (illegal !== undefined) return illegal;
  const event = restApi.buildEvent(request, route, exchange);
  const result = await invoke(JSON.stringify(event));
  if (isRefusal(result)) return result;
  return restApi.readResult(result, request, route, exchange);
}

/** RESP-39: the client is answered, the function runs on. */
function timedOut(reason: string): Refusal {
  return {
    refused: 'INTEGRATION_TIMEOUT',
    statusCode: 504,
    message: 'Endpoint request timed out',
    reason,
  };
}

/** What Invoke itself refuses: too large an event (GW-28), no JSON (REQ-9), throttled or out of order (RESP-40). */
function invokeRefused({ statusCode, message, reason = message }: InvokeError): Refusal {
  if (statusCode === 413) {
    return { refused: 'REQUEST_TOO_LARGE', statusCode, message: 'Request Too Long', reason };
  }
  if (statusCode === 400) return badRequest('BAD_REQUEST_BODY', message, reason);
  return configurationError(reason);
}
