import type { HttpRequest } from '../http.ts';
import { encodeBase64 } from './base64.ts';
import { headerValue } from './header-lines.ts';
import { mediaType } from './media-type.ts';

/** A body in an event: text, or base64 with the flag that says so. */
export interface EventBody {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * The body of an event by the rule of HTTP APIs and function URLs: text for `text/*` and three application
 * types, base64 for everything else, a missing content type included (HTTP2-16, FURL-6).
 */
export function bodyByContentType({ headers, body }: HttpRequest): EventBody {
  const type = mediaType(headerValue(headers, 'content-type')) ?? '';
  if (body.byteLength === 0) return { body: '', isBase64Encoded: false };
  return type.startsWith('text/') || TEXT_TYPES.has(type)
    ? { body: Buffer.from(body).toString('utf8'), isBase64Encoded: false }
    : { body: encodeBase64(body), isBase64Encoded: true };
}

/** The same rule at load balancers, where an encoded body is always base64 (ALB-7). */
export function bodyByContentEncoding(request: HttpRequest): EventBody {
  const encoded = headerValue(request.headers, 'content-encoding') !== undefined;
  return encoded && request.body.byteLength > 0
    ? { body: encodeBase64(request.body), isBase64Encoded: true }
    : bodyByContentType(request);
}

const TEXT_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/javascript',
  'application/xml',
]);
