import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';

import type { HeaderLine, HttpRequest, HttpResponse } from '../../http.ts';
import { headerValue, withHeaders, withoutHeaders } from '../header-lines.ts';
import type { RestRoute } from './route.ts';

/**
 * A request with its body decompressed, where the API has a `minimumCompressionSize`; `undefined`, which is a
 * 415, when the coding is not supported or the body is broken (REST-59).
 */
export function decompressRequest(
  request: HttpRequest,
  { minimumCompressionSize }: Pick<RestRoute, 'minimumCompressionSize'>,
): HttpRequest | undefined {
  if (minimumCompressionSize === undefined || request.body.byteLength === 0) return request;
  const coding = headerValue(request.headers, 'content-encoding')?.trim().toLowerCase();
  if (coding === undefined || coding === 'identity') return request;
  const body = decompress(coding, request.body);
  return body && { ...request, body, headers: withoutHeaders(request.headers, CONTENT_ENCODING) };
}

/**
 * A response compressed for a client that names a supported coding, when it is large enough and the function
 * has not encoded it already (RESP-35).
 */
export function compressResponse(
  response: HttpResponse,
  request: HttpRequest,
  { minimumCompressionSize = Infinity }: Pick<RestRoute, 'minimumCompressionSize'>,
): HttpResponse {
  const { headers, body } = response;
  if (body.byteLength === 0 || body.byteLength < minimumCompressionSize) return response;
  const encoded = headerValue(headers, 'content-encoding') !== undefined;
  const coding = acceptedCoding(request);
  if (encoded || coding === undefined) return response;
  const line: HeaderLine = ['Content-Encoding', coding];
  const compressed = coding === 'gzip' ? gzipSync(body) : deflateSync(body);
  return { ...response, headers: withHeaders(headers, [line]), body: new Uint8Array(compressed) };
}

const CONTENT_ENCODING: ReadonlySet<string> = new Set(['content-encoding']);

// The limit of a payload at the front end: what inflates to more is broken (REST-61).
const MAX_OUTPUT = { maxOutputLength: 10_485_760 };

function decompress(coding: string, body: Uint8Array): Uint8Array | undefined {
  if (coding !== 'gzip' && coding !== 'deflate') return undefined;
  try {
    const bytes = coding === 'gzip' ? gunzipSync(body, MAX_OUTPUT) : inflateSync(body, MAX_OUTPUT);
    return new Uint8Array(bytes);
  } catch {
    return undefined;
  }
}

function acceptedCoding({ headers }: HttpRequest): 'gzip' | 'deflate' | undefined {
  const accepted = (headerValue(headers, 'accept-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.replaceAll(' ', ''))
    .filter((entry) => !/;q=0(?:\.0*)?$/.test(entry))
    .map((entry) => entry.split(';', 1)[0]);
  if (accepted.includes('gzip')) return 'gzip';
  return accepted.includes('deflate') ? 'deflate' : undefined;
}
