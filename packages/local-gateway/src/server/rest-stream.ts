import { restApi } from '../front-doors/rest-api/rest-api.ts';
import { mergeHeaders, remapHeaders } from '../front-doors/rest-api/response-headers.ts';
import { restResponse, restServerError } from '../front-doors/rest-api/response.ts';
import { readRestShape } from '../front-doors/rest-api/result-shape.ts';
import { withDefaultHeader } from '../front-doors/header-lines.ts';
import type { JsonObject } from '../front-doors/json.ts';
import { responseTraceId } from '../front-doors/trace-id.ts';
import type { FrontDoorResponse, HeaderLine } from '../http.ts';
import { isRefusal, type Refusal } from '../mapping/refusal.ts';
import { checkRequestParameters } from '../mapping/request-parameters.ts';
import { readStreamStart } from './stream-prelude.ts';
import { streamed } from './streamed.ts';
import type { IntegrationCall } from './rest-integrations.ts';

/** `AWS_PROXY` with `ResponseTransferMode: STREAM`: what the function streams goes out as it comes (STRM-1..STRM-13). */
export async function integrateAwsProxyStream({
  method,
  request,
  route,
  exchange,
  invoke,
}: IntegrationCall): Promise<FrontDoorResponse | Refusal> {
  const illegal = checkRequestParameters(method.settings.Integration);
  if (illegal !== undefined) return illegal;
  const event = restApi.buildEvent(request, route, exchange);
  const result = await invoke(JSON.stringify(event), { responseStreaming: true });
  if (isRefusal(result)) return result;
  const fail = (reason: string) =>
    restServerError({ statusCode: 500, reason }, request, route, exchange);
  if (result.functionError !== undefined) {
    return restApi.readResult(result, request, route, exchange);
  }
  // STRM-6.
  if (result.stream === undefined) return fail('the function did not stream its response');
  const start = await readStreamStart(result.stream);
  if (typeof start === 'string') return fail(start);
  if (start.metadata === undefined) return fail('the stream does not begin with its metadata');
  const head = readMetadata(start.metadata);
  if (typeof head === 'string') return fail(head);
  const headers: readonly HeaderLine[] = [
    ...withDefaultHeader(head.headers, ['Content-Type', 'application/json']),
    ['X-Amzn-Trace-Id', responseTraceId(request, exchange)],
  ];
  const { statusCode } = head;
  const response = restResponse(
    { statusCode, headers, body: new Uint8Array() },
    request,
    route,
    exchange,
  );
  return streamed(response, request, start.chunks);
}

/** STRM-4: no body; STRM-7: `cookies` here, which the buffered envelope refuses. */
function readMetadata({
  cookies = [],
  ...metadata
}: JsonObject): { readonly statusCode: number; readonly headers: readonly HeaderLine[] } | string {
  const extra = ['body', 'isBase64Encoded'].find((key) => Object.hasOwn(metadata, key));
  if (extra !== undefined)
    return `the metadata of the stream have "${extra}", which is no part of them`;
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) {
    return '"cookies" in the metadata of the stream is no list of texts';
  }
  const shape = readRestShape({ ...metadata, multiValueHeaders: withCookies(metadata, cookies) });
  if (typeof shape === 'string') return shape;
  const headers = remapHeaders(mergeHeaders(shape.multiValueHeaders, shape.headers));
  return { statusCode: shape.statusCode, headers };
}

function withCookies({ multiValueHeaders = {} }: JsonObject, cookies: readonly string[]): unknown {
  return typeof multiValueHeaders === 'object' && cookies.length > 0
    ? { ...multiValueHeaders, 'Set-Cookie': cookies }
    : multiValueHeaders;
}
