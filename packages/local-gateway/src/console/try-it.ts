import type { Endpoint } from '../gateway.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';
import type { Trace } from '../trace.ts';
import { stageOf } from './apis-view.ts';
import { BadRequestError } from './bad-request.ts';
import type { ConsoleSource } from './console-source.ts';
import { headersIn, textIn, type Input } from './read-input.ts';
import type { Recorder } from './recorder.ts';
import { sendRequest } from './send-request.ts';
import { toResponseView } from './body-view.ts';
import { awaitTrace } from './await-trace.ts';
import { toTraceView } from './trace-view.ts';
import type { SentView } from './wire/requests.ts';
import type { TraceView } from './wire/traces.ts';

/** Where and how requests are sent, and where their traces are found. */
export interface TryItContext {
  readonly gateway: ConsoleSource;
  readonly recorder: Recorder;
}

/** Sends a request as a person wrote it to a stage, through the gateway's own socket. */
export async function tryIt(context: TryItContext, input: Input): Promise<SentView> {
  return send(context, endpointIn(context.gateway, input), requestIn(input));
}

/** The same bytes once more to the same API, whatever they were. */
export async function replay(context: TryItContext, input: Input): Promise<SentView> {
  const trace = context.recorder.trace(textIn(input, 'id'));
  if (trace === undefined) {
    throw new BadRequestError('found no such request, it may have been dropped');
  }
  const endpoint = endpointOf(context.gateway, trace);
  if (endpoint === undefined) {
    throw new BadRequestError('the API of this request is no longer served');
  }
  return sendTo(context, endpoint, trace.request);
}

/** Sends below the stage of an endpoint. */
export function send(
  context: TryItContext,
  endpoint: Endpoint,
  request: HttpRequest,
): Promise<SentView> {
  const stage = stageOf(endpoint.url);
  const target = stage === '' ? request.target : `/${stage}${request.target}`;
  return sendTo(context, endpoint, { ...request, target });
}

/** The stage that the members `apiId` and `stage` mean. */
export function endpointIn({ endpoints }: ConsoleSource, input: Input): Endpoint {
  const apiId = textIn(input, 'apiId');
  const stage = textIn(input, 'stage');
  const found = endpoints.find((one) => one.apiId === apiId && stageOf(one.url) === stage);
  if (found === undefined) throw new BadRequestError('found no such stage of an API');
  return found;
}

/** The members `method`, `path`, `headers` and `body` as a request below a stage. */
export function requestIn(input: Input): HttpRequest {
  const path = textIn(input, 'path');
  if (!path.startsWith('/')) throw new BadRequestError('expected a path that starts with /');
  return {
    method: textIn(input, 'method'),
    target: path,
    headers: headersIn(input, 'headers'),
    body: new TextEncoder().encode(textIn(input, 'body')),
  };
}

/** A trace with where its API is served, if it still is. */
export function traceViewOf({ gateway }: Pick<TryItContext, 'gateway'>, trace: Trace): TraceView {
  const endpoint = endpointOf(gateway, trace);
  return toTraceView(
    trace,
    endpoint && { origin: new URL(endpoint.url).origin, apiId: endpoint.apiId },
  );
}

function endpointOf(
  { endpoints }: ConsoleSource,
  { frontDoor, stack, api, route }: Trace,
): Endpoint | undefined {
  const own = endpoints.filter(
    (one) => one.frontDoor === frontDoor && one.stack === stack && one.name === api,
  );
  return own.find(({ url }) => stageOf(url) === route?.stage) ?? own[0];
}

/** API Gateway gives the client the id of its request (REST-13, HTTP2-6); others, none or another one. */
async function sendTo(
  context: TryItContext,
  { url, frontDoor, stack, name }: Endpoint,
  request: HttpRequest,
): Promise<SentView> {
  const start = Date.now();
  const response = await sendRequest(new URL(url).origin, request);
  const id =
    headerValue(response.headers, 'x-amzn-requestid') ??
    headerValue(response.headers, 'apigw-requestid');
  const isApiGateway = frontDoor === 'rest-api' || frontDoor === 'http-api';
  const trace = await awaitTrace(context.recorder, (one) =>
    isApiGateway
      ? one.exchange.requestId === id || one.exchange.extendedRequestId === id
      : one.exchange.receivedAt >= start &&
        one.frontDoor === frontDoor &&
        one.stack === stack &&
        one.api === name &&
        one.request.target === request.target,
  );
  return {
    response: toResponseView(response, trace?.response.reason),
    ...(trace && { trace: traceViewOf(context, trace) }),
  };
}
