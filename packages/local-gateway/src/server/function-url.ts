import type { Exchange } from '../exchange.ts';
import { isPreflight, preflightResponse } from '../front-doors/cors.ts';
import { functionUrl } from '../front-doors/function-url/function-url.ts';
import {
  functionUrlForbidden,
  functionUrlResponse,
  functionUrlServerError,
  functionUrlUnknown,
} from '../front-doors/function-url/response.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import { readFunctionUrlStream } from '../front-doors/function-url/stream-result.ts';
import type { FunctionUrlRoute } from '../front-doors/function-url/route.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { FunctionUrl } from '../model/function-url.ts';
import type { Settings } from '../model/settings.ts';
import type { InvokeError } from '../runtime/invoke-error.ts';
import type { TracedRoute } from '../trace.ts';
import type { ApiServer, ApiServices } from './api-server.ts';
import { iamAuthorizer, readIamCaller } from './iam-caller.ts';
import { invokeTarget } from './invoke-target.ts';
import { jsonResponse } from './json-response.ts';
import { notSupported } from './not-supported.ts';
import { traceRequest, type Answer, type Tracer } from './trace-request.ts';

/** Serves a function URL; `current` gives it as it is now. */
export function createFunctionUrlServer(
  current: () => FunctionUrl,
  services: ApiServices,
): ApiServer {
  return {
    // FURL-22: 6 MB, of which the event takes its part.
    bodyLimit: 6_291_456,
    bodyTooLarge: jsonResponse(413, '{"Message":"Request Entity Too Large"}'),
    tooBusy: jsonResponse(429, '{"Message":"Rate Exceeded."}'),
    // Nobody but AWS can give such a name an address (CON-01).
    allowsHost: (host) => functionUrlHost.test(host),
    respond(request, exchange, refused) {
      const url = current();
      const traced = { frontDoor: url.frontDoor, stack: url.stack, api: url.name };
      return traceRequest(traced, request, exchange, services.invoke, services.log, (tracer) =>
        refused
          ? { response: refused }
          : answer(url, services.settings(), request, exchange, tracer),
      );
    },
  };
}

/** Names of function URLs, with or without a port. */
const functionUrlHost = /^[a-z0-9]+\.lambda-url\.[a-z0-9-]+\.on\.aws(?::\d+)?$/i;

function isForAnother({ domainName }: FunctionUrl, { headers }: HttpRequest): boolean {
  const host = headerValue(headers, 'host') ?? '';
  return functionUrlHost.test(host) && host.replace(/:\d+$/, '').toLowerCase() !== domainName;
}

async function answer(
  url: FunctionUrl,
  settings: Settings,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<Answer> {
  // FURL-12.
  if (isForAnother(url, request)) return { response: functionUrlUnknown(request, exchange) };
  // FURL-23.
  if (url.cors && isPreflight(request)) {
    return {
      response: functionUrlResponse(preflightResponse(request, url.cors), request, {}, exchange),
    };
  }
  const caller = url.authType === 'AWS_IAM' ? readIamCaller(request, settings, tracer) : undefined;
  if (caller !== undefined && 'reason' in caller) {
    // FURL-13.
    return { response: functionUrlForbidden(caller.reason, request, exchange) };
  }
  const route: FunctionUrlRoute = {
    urlId: url.id,
    domainName: url.domainName,
    invokeMode: url.invokeMode,
    ...(caller && { accountId: caller.accountId, authorizer: iamAuthorizer(caller) }),
    ...(url.cors && { cors: url.cors }),
  };
  const response = await integrate(url, route, request, exchange, tracer);
  return { response, route: tracedRoute(url) };
}

async function integrate(
  url: FunctionUrl,
  route: FunctionUrlRoute,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<FrontDoorResponse> {
  if (url.problem !== undefined) return notSupported(url.problem);
  // FURL-25: no timeout but the function's own.
  const invoked = await invokeTarget(
    tracer.invoke,
    url.functionArn,
    JSON.stringify(functionUrl.buildEvent(request, route, exchange)),
    {
      // FURL-2: the event names the request by the id of the invocation.
      requestId: exchange.requestId,
      traceId: exchange.traceId,
      responseStreaming: url.invokeMode === 'RESPONSE_STREAM',
    },
  );
  if (invoked.kind === 'timeout') {
    return functionUrlServerError(invoked.reason, request, route, exchange);
  }
  if (invoked.kind === 'refused') return refused(invoked.error, request, route, exchange);
  return invoked.result.stream
    ? readFunctionUrlStream(invoked.result, request, route, exchange)
    : functionUrl.readResult(invoked.result, request, route, exchange);
}

/** FURL-24: throttled. */
function refused(
  { statusCode, message, reason = message }: InvokeError,
  request: HttpRequest,
  route: FunctionUrlRoute,
  exchange: Exchange,
): FrontDoorResponse {
  if (statusCode !== 429 && statusCode !== 413) {
    return functionUrlServerError(reason, request, route, exchange);
  }
  const { headers, ...error } = jsonResponse(statusCode, JSON.stringify({ Message: message }));
  const own = headers.filter(([name]) => name !== 'Content-Length');
  return {
    ...functionUrlResponse({ ...error, headers: own }, request, route, exchange),
    reason,
  };
}

function tracedRoute({ name, invokeMode }: FunctionUrl): TracedRoute {
  return {
    stage: '$default',
    resourcePath: '$default',
    httpMethod: 'ANY',
    integrationType: invokeMode,
    functionName: name,
  };
}
