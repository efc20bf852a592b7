import httpJsonBodyParser from '@middy/http-json-body-parser';

import { parseContentType } from './content-type.ts';
import { HttpError } from './errors.ts';
import type { LazyRequest } from './lazy-request.ts';

/**
 * The body of a request by its content type.
 *
 * @throws {@link HttpError} 400 for a body that is not what its content type says, 415 for a malformed content type.
 */
export function parseBody(request: LazyRequest): unknown {
  const bytes = request.rawBody;
  if (bytes === undefined) return undefined;
  const header = request.headers['content-type'];
  if (header === undefined) return bytes;
  const contentType = parseContentType(header);
  if (contentType === undefined) throw new HttpError(415, 'content type is malformed');
  if (isJson.test(contentType.type)) return parseJson(decodeText(bytes));
  if (contentType.type.startsWith('text/')) return decodeText(bytes);
  return bytes;
}

const isJson = /^[^/]+\/(?:json|.+\+json)$/;

const { before: parseJsonBody } = httpJsonBodyParser({ disableContentTypeCheck: true });

function parseJson(text: string): unknown {
  const request = { event: { body: text as unknown, isBase64Encoded: false } };
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser needs nothing but `event`
    parseJsonBody?.(request as unknown as Parameters<typeof parseJsonBody>[0]);
  } catch {
    throw new HttpError(400, 'body is not valid JSON');
  }
  return request.event.body;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError(400, 'body is not UTF-8');
  }
}
