import type { Exchange } from '../exchange.ts';
import { withoutHeaders } from '../front-doors/header-lines.ts';
import { hopByHopHeaders } from '../front-doors/hop-by-hop.ts';
import { forwardedHeaders } from '../front-doors/http-api/request-headers.ts';
import { httpApiResponse } from '../front-doors/http-api/response.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { FrontDoorResponse } from '../http.ts';
import { BackendError, callBackend, isLoopbackBackend } from './call-backend.ts';
import type { IntegrationRequest } from './http-parameters.ts';
import type { HttpRefusal } from './http-refusal.ts';
import { notSupported } from './not-supported.ts';
import type { RoutedHttpRequest } from './route-http-request.ts';

/**
 * The `HTTP_PROXY` integration of an HTTP API with its URI: method, headers, query and body pass to the backend and its answer comes
 * back. Only this machine is called, and what `local-gateway.json` allows.
 */
export async function integrateHttpProxy(
  { declared, route }: RoutedHttpRequest,
  uri: string,
  { request, path }: IntegrationRequest,
  exchange: Exchange,
  allowedHosts: readonly string[],
): Promise<FrontDoorResponse | HttpRefusal> {
  const { httpMethod, timeoutInMillis, parameters } = declared.integration;
  const url = URL.parse(
    // `{proxy}` in the URI stands for the parameter `{proxy+}` of the route.
    uri.replace(/\{([^{}]+)\}/g, (whole, name: string) => route.pathParameters?.[name] ?? whole),
  );
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return failed(500, 'Internal Server Error', `the integration URI is ${JSON.stringify(uri)}`);
  }
  if (!isLoopbackBackend(url) && !allowedHosts.includes(url.hostname)) {
    return notSupported(
      `${url.hostname} is not called from here, name it under allowedHttpHosts in local-gateway.json to allow it`,
    );
  }
  if (path !== undefined) url.pathname = path;
  const { query } = splitTarget(request.target);
  url.search = [url.search.slice(1), query].filter((part) => part !== '').join('&');
  const hostIsMapped = parameters?.requestParameters.some(
    ({ location, name }) => location === 'header' && name.toLowerCase() === 'host',
  );
  const own = new Set(['content-length', ...(hostIsMapped ? [] : ['host'])]);
  try {
    const answer = await callBackend(
      {
        method: httpMethod === undefined || httpMethod === 'ANY' ? request.method : httpMethod,
        url,
        headers: withoutHeaders(forwardedHeaders(request, route, exchange), own),
        body: request.body,
      },
      timeoutInMillis,
    );
    const headers = withoutHeaders(answer.headers, hopByHopHeaders);
    return httpApiResponse({ ...answer, headers }, request, route, exchange);
  } catch (error) {
    if (error instanceof BackendError) {
      return failed(503, 'Service Unavailable', error.message);
    }
    throw error;
  }
}

function failed(statusCode: number, message: string, reason: string): HttpRefusal {
  return { statusCode, message, reason };
}
