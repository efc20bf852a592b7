import type { Exchange } from '../../exchange.ts';
import type { FrontDoorResponse, HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import type { InvocationResult } from '../../invocation.ts';
import { decodeBase64 } from '../base64.ts';
import { asksToClose, withDefaultHeader, withoutHeaders } from '../header-lines.ts';
import { hopByHopHeaders } from '../hop-by-hop.ts';
import { describeValue, isJsonObject } from '../json.ts';
import { readPayload } from '../payload.ts';
import { httpDate } from '../request-time.ts';
import { sealResponse, textBytes } from '../response-body.ts';
import {
  base64FlagProblem,
  bodyProblem,
  NOT_BASE64,
  readHeaderLists,
  readHeaderMap,
  readStatusCode,
  statusCodeProblem,
} from '../result-members.ts';
import type { LatticeRoute } from './route.ts';

/** The response of VPC Lattice, version 2.0, for the function's result; header values may be lists (LAT-5). */
export function readLatticeResult(
  result: InvocationResult,
  request: HttpRequest,
  _route: LatticeRoute,
  exchange: Exchange,
): FrontDoorResponse {
  return readResult(result, request, exchange, readHeadersOfBothKinds);
}

/** The response of VPC Lattice, version 1, for the function's result; header values are strings (LAT-5). */
export function readLatticeV1Result(
  result: InvocationResult,
  request: HttpRequest,
  _route: LatticeRoute,
  exchange: Exchange,
): FrontDoorResponse {
  return readResult(result, request, exchange, (headers) => readHeaderMap('headers', headers));
}

type ReadHeaders = (headers: unknown) => readonly HeaderLine[] | string;

function readResult(
  result: InvocationResult,
  request: HttpRequest,
  exchange: Exchange,
  readHeaders: ReadHeaders,
): FrontDoorResponse {
  const payload = readPayload(result);
  const shape = payload.ok ? readShape(payload.value, readHeaders) : payload.reason;
  const response = typeof shape === 'string' ? BAD_GATEWAY : shape;
  const own = withoutHeaders(response.headers, IGNORED);
  const headers: readonly HeaderLine[] = [
    ...withDefaultHeader(own, ['Date', httpDate(exchange.receivedAt)]),
    ['Connection', asksToClose(request.headers) ? 'close' : 'keep-alive'],
  ];
  const sealed = sealResponse(request, { ...response, headers });
  return typeof shape === 'string' ? { ...sealed, reason: shape } : sealed;
}

function readShape(value: unknown, readHeaders: ReadHeaders): HttpResponse | string {
  if (!isJsonObject(value)) {
    return `the result is ${describeValue(value)}, expected an object with "statusCode"`;
  }
  const statusCode = readStatusCode(value['statusCode'], false);
  if (statusCode === undefined) return statusCodeProblem(value['statusCode']);
  const { headers = {}, body = null, isBase64Encoded = false } = value;
  const lines = readHeaders(headers);
  if (typeof lines === 'string') return lines;
  if (body !== null && typeof body !== 'string') return bodyProblem(body);
  if (typeof isBase64Encoded !== 'boolean') return base64FlagProblem(isBase64Encoded);
  const bytes = isBase64Encoded ? decodeBase64(body ?? '') : textBytes(body ?? '');
  return bytes ? { statusCode, headers: lines, body: bytes } : NOT_BASE64;
}

function readHeadersOfBothKinds(headers: unknown): readonly HeaderLine[] | string {
  if (!isJsonObject(headers)) return readHeaderMap('headers', headers);
  const lists = Object.entries(headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value : [value]] as const,
  );
  return readHeaderLists('headers', Object.fromEntries(lists));
}

const BAD_GATEWAY: HttpResponse = {
  statusCode: 502,
  headers: [['Content-Type', 'text/plain']],
  body: textBytes('Bad Gateway'),
};

const IGNORED: ReadonlySet<string> = new Set([...hopByHopHeaders, 'content-length']);
