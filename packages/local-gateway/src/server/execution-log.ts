import { functionArn } from '../assembly/physical-names.ts';
import { localEnvironment } from '../assembly/physical-ids.ts';
import { decodeForm } from '../front-doors/percent-decoding.ts';
import { parseQuery } from '../front-doors/query-string.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import { restPaths } from '../front-doors/rest-api/path.ts';
import { lastValues } from '../front-doors/value-maps.ts';
import type { HeaderLine } from '../http.ts';
import type { Trace } from '../trace.ts';
import { javaDate } from './java-date.ts';

/**
 * What API Gateway's execution log says of a request to a REST API, in its own wording and order (REST-70): nothing of one
 * that reaches no method.
 */
export function executionLog(trace: Trace): readonly string[] {
  const { exchange, request, route, response } = trace;
  if (route === undefined) return [];
  const time = javaDate(exchange.receivedAt);
  const { path, query } = splitTarget(request.target);
  const parameters = parseQuery(query, { separator: /[&;]/, decode: decodeForm });
  const lines = [
    `Starting execution for request: ${exchange.requestId}`,
    `HTTP Method: ${request.method}, Resource Path: ${restPaths(path, route).path}`,
    ...authorizerLines(trace),
    `Method request path: ${mapText(route.pathParameters ?? {})}`,
    `Method request query string: ${mapText(lastValues(parameters))}`,
    `Method request headers: ${headersText(request.headers)}`,
    `Method request body before transformations: ${bodyText(request.body)}`,
    ...endpointLines(trace),
    ...outcomeLines(trace),
    `Method completed with status: ${response.statusCode}`,
  ];
  return [
    `Execution log for request ${exchange.requestId}`,
    ...lines.map((line) => `${time} : ${line}`),
  ];
}

function authorizerLines({ authorizer, exchange, environment }: Trace): readonly string[] {
  if (authorizer === undefined) return [];
  const { functionName, payload, invocation } = authorizer;
  return [
    `Starting authorizer: ${functionName} for request: ${exchange.requestId}`,
    `Endpoint request URI: ${endpointUri(functionName, environment)}`,
    `Endpoint request body after transformations: ${short(payload)}`,
    ...(invocation ? [`Authorizer result body before parsing: ${short(invocation.payload)}`] : []),
  ];
}

function endpointLines(trace: Trace): readonly string[] {
  const { route, payload, invocation, environment } = trace;
  if (payload === undefined || route?.functionName === undefined) return [];
  const uri = endpointUri(route.functionName, environment);
  return [
    `Endpoint request URI: ${uri}`,
    `Endpoint request headers: ${mapText(endpointHeaders(trace))}`,
    `Endpoint request body after transformations: ${short(payload)}`,
    `Sending request to ${uri}`,
    ...(invocation
      ? [
          `Received response. Status: 200, Integration latency: ${Math.round(invocation.durationMs)} ms`,
          `Endpoint response headers: ${mapText({
            'Content-Type': 'application/json',
            'x-amzn-RequestId': invocation.requestId,
            'X-Amz-Executed-Version': '$LATEST',
            ...(invocation.functionError && { 'X-Amz-Function-Error': invocation.functionError }),
          })}`,
          `Endpoint response body before transformations: ${short(invocation.payload)}`,
        ]
      : []),
  ];
}

function outcomeLines({ exchange, invocation, response, route }: Trace): readonly string[] {
  const { statusCode, reason } = response;
  if (reason === undefined) {
    return [
      `Method response body after transformations: ${bodyText(response.body)}`,
      `Method response headers: ${headersText(response.headers)}`,
      'Successfully completed execution',
    ];
  }
  if (statusCode === 504) return ['Execution failed due to a timeout error'];
  if (statusCode === 401) return [`Unauthorized request: ${exchange.requestId}`];
  if (statusCode === 403) return ['The client is not authorized to perform this operation.'];
  if (statusCode < 500) return [`Execution failed: ${reason}`];
  if (invocation?.functionError !== undefined) {
    return [
      `Lambda execution failed with status 200 due to customer function error: ${short(reason)}. Lambda request id: ${invocation.requestId}`,
    ];
  }
  const malformed = invocation !== undefined && route?.integrationType === 'AWS_PROXY';
  return [
    `Execution failed due to configuration error: ${malformed ? `Malformed Lambda proxy response: ${reason}` : reason}`,
  ];
}

/** Those of AWS but for the signature, as nobody signs here. */
function endpointHeaders({ exchange, apiId = '' }: Trace): Readonly<Record<string, string>> {
  const date = new Date(exchange.receivedAt).toISOString();
  return {
    'x-amzn-lambda-integration-tag': exchange.requestId,
    'X-Amz-Date': date.replaceAll(/[-:]|\.\d+/g, ''),
    'x-amzn-apigateway-api-id': apiId,
    Accept: 'application/json',
    'User-Agent': `AmazonAPIGateway_${apiId}`,
  };
}

function endpointUri(functionName: string, environment = localEnvironment): string {
  return `https://lambda.${environment.region}.amazonaws.com/2015-03-31/functions/${functionArn(functionName, environment)}/invocations`;
}

/** As Java prints maps. */
function mapText(map: Readonly<Record<string, string>>): string {
  const entries = Object.entries(map).map(([name, value]) => `${name}=${value}`);
  return short(`{${entries.join(', ')}}`);
}

function headersText(headers: readonly HeaderLine[]): string {
  return short(`{${headers.map(([name, value]) => `${name}=${value}`).join(', ')}}`);
}

function bodyText(body: Uint8Array): string {
  return short(Buffer.from(body.subarray(0, maxLength * 4)).toString('utf8'));
}

const maxLength = 1_024;

/** AWS cuts what is long. */
function short(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)} [TRUNCATED]` : text;
}
