import type { Exchange } from '../exchange.ts';
import { restApi } from '../front-doors/rest-api/rest-api.ts';
import { restResponse } from '../front-doors/rest-api/response.ts';
import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { InvocationResult } from '../invocation.ts';
import { checkRequestParameters } from '../mapping/request-parameters.ts';
import { badRequest, configurationError, isRefusal, type Refusal } from '../mapping/refusal.ts';
import { InvokeError } from '../runtime/invoke-error.ts';
import type { InvokeFunction } from './functions.ts';
import { integrateAws } from './rest-aws-integration.ts';
import { integrateMock } from './rest-mock-integration.ts';
import { isTimeout, withTimeout } from './timeout.ts';
import type { RoutedRequest } from './route-rest-request.ts';

/** Everything an integration of a REST API works on. */
export interface IntegrationCall extends RoutedRequest {
  readonly request: HttpRequest;
  readonly exchange: Exchange;
  /** Runs the function of the method; a refusal when it takes too long or there is none. */
  readonly invoke: (payload: string) => Promise<InvocationResult | Refusal>;
}

/** Runs the integration of a method: what AWS would answer, or why AWS would refuse. */
export async function integrate(
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
  invokeFunction: InvokeFunction,
): Promise<FrontDoorResponse | Refusal> {
  const { method } = routed;
  const { Type, IntegrationHttpMethod } = method.settings.Integration;
  if (method.authorizationType !== 'NONE' || method.apiKeyRequired) {
    return notSupported(
      'a method that asks for authorization or an API key is not served here',
      routed,
      request,
      exchange,
    );
  }
  if (Type === 'MOCK') return integrateMock({ ...routed, request, exchange });
  if (Type !== 'AWS' && Type !== 'AWS_PROXY') {
    return notSupported(`integration type ${Type} is not served here`, routed, request, exchange);
  }
  const { functionArn } = method;
  if (functionArn === undefined) {
    return notSupported(
      'an AWS integration that calls no Lambda function is not served here',
      routed,
      request,
      exchange,
    );
  }
  if (IntegrationHttpMethod !== 'POST') {
    // REST-64
    return configurationError(
      `integration calls Lambda with ${IntegrationHttpMethod ?? 'no verb'}, expected IntegrationHttpMethod POST`,
    );
  }
  const invoke = async (payload: string) => {
    try {
      const invocation = invokeFunction(functionArn, payload, { traceId: exchange.traceId });
      const result = await withTimeout(invocation, method.timeoutInMillis);
      return isTimeout(result) ? timedOut(method.timeoutInMillis) : result;
    } catch (error) {
      if (error instanceof InvokeError) return invokeRefused(error);
      throw error;
    }
  };
  const call = { ...routed, request, exchange, invoke };
  return Type === 'AWS' ? integrateAws(call) : integrateAwsProxy(call);
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
  return isRefusal(result) ? result : restApi.readResult(result, request, route, exchange);
}

/** RESP-39: the client is answered, the function runs on. */
function timedOut(milliseconds: number): Refusal {
  return {
    refused: 'INTEGRATION_TIMEOUT',
    statusCode: 504,
    message: 'Endpoint request timed out',
    reason: `the function had not answered after ${milliseconds} ms, it runs on`,
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

/** What this gateway does not do, as it says itself: AWS has no such answer. */
function notSupported(
  reason: string,
  { route }: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  const body = textBytes(JSON.stringify({ message: `local gateway: ${reason}` }));
  const headers = [['Content-Type', 'application/json']] as const;
  return { ...restResponse({ statusCode: 501, headers, body }, request, route, exchange), reason };
}
