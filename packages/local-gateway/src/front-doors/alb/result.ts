import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { decodeBase64 } from '../base64.ts';
import { describeValue, isJsonObject, type JsonObject } from '../json.ts';
import { readPayload } from '../payload.ts';
import { textBytes } from '../response-body.ts';
import {
  base64FlagProblem,
  bodyProblem,
  NOT_BASE64,
  readHeaderLists,
  readHeaderMap,
  readStatusCode,
  statusCodeProblem,
} from '../result-members.ts';
import { albBadGateway, albResponse } from './response.ts';
import type { AlbRoute } from './route.ts';

/** The response of a load balancer for the function's result, or its 502 (ALB-9..ALB-16). */
export function readAlbResult(
  result: InvocationResult,
  request: HttpRequest,
  route: AlbRoute,
  exchange: Exchange,
): FrontDoorResponse {
  const payload = readPayload(result);
  if (!payload.ok) return albBadGateway(payload.reason, request, exchange);
  const size = Buffer.byteLength(result.payload);
  const response = size > MAX_BYTES ? tooLarge(size) : readShape(payload.value, route);
  return typeof response === 'string'
    ? albBadGateway(response, request, exchange)
    : albResponse(response, request, exchange);
}

// ALB-15.
const MAX_BYTES = 1024 * 1024;

function tooLarge(size: number): string {
  return `the result has ${size} bytes, at most ${MAX_BYTES} are allowed behind a load balancer`;
}

function readShape(value: unknown, route: AlbRoute): HttpResponse | string {
  if (!isJsonObject(value)) {
    return `the result is ${describeValue(value)}, expected an object with "statusCode"`;
  }
  // A number, not digits as text (ALB-11).
  const statusCode = readStatusCode(value['statusCode'], false);
  if (statusCode === undefined) return statusCodeProblem(value['statusCode']);
  const { statusDescription = '', body = '', isBase64Encoded = false } = value;
  if (typeof statusDescription !== 'string') {
    return `"statusDescription" is ${describeValue(statusDescription)}, expected a string such as "200 OK"`;
  }
  if (typeof body !== 'string') return bodyProblem(body);
  if (typeof isBase64Encoded !== 'boolean') return base64FlagProblem(isBase64Encoded);
  const headers = readHeaders(value, route);
  if (typeof headers === 'string') return headers;
  const bytes = isBase64Encoded ? decodeBase64(body) : textBytes(body);
  return bytes ? { statusCode, headers, body: bytes } : NOT_BASE64;
}

// Only the map that the target group is set to counts; the other one alone is an error (ALB-11).
function readHeaders(
  result: JsonObject,
  { multiValueHeaders = false }: AlbRoute,
): readonly HeaderLine[] | string {
  const [key, other] = multiValueHeaders
    ? ['multiValueHeaders', 'headers']
    : ['headers', 'multiValueHeaders'];
  const value = result[key];
  if (value !== undefined) {
    return (multiValueHeaders ? readHeaderLists : readHeaderMap)(key, value, onlyText);
  }
  if (result[other] === undefined) return [];
  const setting = multiValueHeaders ? 'enabled' : 'disabled';
  return `the result has "${other}", expected "${key}": multi-value headers are ${setting} on the target group`;
}

function onlyText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
