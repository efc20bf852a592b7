import { functionArn } from '../assembly/physical-names.ts';
import { localRegion } from '../assembly/physical-ids.ts';
import { decodeForm } from '../front-doors/percent-decoding.ts';
import { parseQuery } from '../front-doors/query-string.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { Trace } from '../trace.ts';

/** What API Gateway's execution log says of a request, in its own wording and order (REST-70). */
export function executionLog(trace: Trace): readonly string[] {
  const { exchange, request, route } = trace;
  const time = formatTime(exchange.receivedAt);
  const { path, query } = splitTarget(request.target);
  const parameters = parseQuery(query, { separator: '&', decode: decodeForm });
  const lines = [
    `Starting execution for request: ${exchange.requestId}`,
    `HTTP Method: ${request.method}, Resource Path: ${route?.resourcePath ?? path}`,
    `Method request path: ${mapText(Object.entries(route?.pathParameters ?? {}))}`,
    `Method request query string: ${mapText(parameters)}`,
    `Method request headers: ${mapText(request.headers)}`,
    `Method request body before transformations: ${bodyText(request.body)}`,
    ...integrationLines(trace),
    ...outcomeLines(trace),
    `Method completed with status: ${trace.response.statusCode}`,
  ];
  return [
    `Execution log for request ${exchange.requestId}`,
    ...lines.map((line) => `${time} : ${line}`),
  ];
}

function integrationLines({ route, payload, invocation }: Trace): readonly string[] {
  if (payload === undefined || route?.functionName === undefined) return [];
  const uri = `https://lambda.${localRegion}.amazonaws.com/2015-03-31/functions/${functionArn(route.functionName)}/invocations`;
  return [
    `Endpoint request URI: ${uri}`,
    `Endpoint request body after transformations: ${short(payload)}`,
    `Sending request to ${uri}`,
    ...(invocation === undefined
      ? []
      : [
          `Received response. Status: 200, Integration latency: ${Math.round(invocation.durationMs)} ms`,
          `Endpoint response headers: {x-amzn-RequestId=${invocation.requestId}, X-Amz-Executed-Version=$LATEST${
            invocation.functionError === undefined
              ? ''
              : `, X-Amz-Function-Error=${invocation.functionError}`
          }}`,
          `Endpoint response body before transformations: ${short(invocation.payload)}`,
        ]),
    ...(invocation?.functionError === undefined
      ? []
      : [
          `Lambda execution failed with status 200 due to customer function error: ${short(invocation.payload)}. Lambda request id: ${invocation.requestId}`,
        ]),
  ];
}

function outcomeLines({ response, route, invocation }: Trace): readonly string[] {
  const { reason, statusCode } = response;
  if (reason === undefined) {
    return [
      `Method response body after transformations: ${bodyText(response.body)}`,
      `Method response headers: ${mapText(response.headers)}`,
      'Successfully completed execution',
    ];
  }
  // Said already, with the error of the function.
  if (invocation?.functionError !== undefined && route?.integrationType === 'AWS_PROXY') return [];
  if (invocation !== undefined && route?.integrationType === 'AWS_PROXY' && statusCode === 502) {
    return [
      `Execution failed due to configuration error: Malformed Lambda proxy response (${reason})`,
    ];
  }
  return statusCode >= 500 && statusCode !== 501
    ? [`Execution failed due to configuration error: ${reason}`]
    : [`Execution failed: ${reason}`];
}

/** As Java prints a map. */
function mapText(
  entries: Iterable<readonly [name: string, value: string | readonly string[]]>,
): string {
  return `{${Array.from(entries, ([name, value]) => `${name}=${String(value)}`).join(', ')}}`;
}

/** `Thu Jan 01 00:00:00 UTC 2026` */
function formatTime(epochMilliseconds: number): string {
  const [day, date, month, year, clock] = new Date(epochMilliseconds).toUTCString().split(/,? /);
  return `${day} ${month} ${date} ${clock} UTC ${year}`;
}

function bodyText(body: Uint8Array): string {
  return short(new TextDecoder().decode(body.subarray(0, lineLimit * 4)));
}

/** As AWS shortens what it logs. */
function short(text: string): string {
  return text.length > lineLimit ? `${text.slice(0, lineLimit)} [TRUNCATED]` : text;
}

const lineLimit = 1024;
