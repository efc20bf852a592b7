import { parseContentType } from './content-type.ts';
import { decodeText } from './decode-text.ts';
import { HttpError } from './errors.ts';
import type { LazyRequest } from './lazy-request.ts';
import { emptyMap } from './own.ts';
import { parseJson } from './parse-json.ts';
import { parseQuery } from './read-queries.ts';

/**
 * The body of a request by its content type.
 *
 * @throws {@link HttpError} 400 for a body that is not what its content type says, 415 for a malformed content type, for
 * a charset that cannot be read and for a content encoding.
 */
export function parseBody(request: LazyRequest): unknown {
  const known = request.sourceValue;
  if (known !== undefined) return known.value;
  const body = request.encodedBody;
  if (body === undefined) return undefined;
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpError(415, 'body has a content encoding, expected none');
  }
  const header = request.header('content-type');
  if (header === undefined) return request.rawBody;
  const contentType = parseContentType(header);
  if (contentType === undefined) throw new HttpError(415, 'content type is malformed');
  return parseTyped(request, contentType.type, contentType.charset);
}

function parseTyped(request: LazyRequest, type: string, charset: string | undefined): unknown {
  const { limits } = request.options;
  if (jsonType.test(type)) {
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'us-ascii') {
      throw new HttpError(415, 'JSON has another charset, expected utf-8');
    }
    return parseJson(readText(request, 'utf-8'), limits.jsonDepth);
  }
  if (type === 'application/x-www-form-urlencoded') {
    return toForm(parseQuery(readText(request, charset), limits.queries));
  }
  return type.startsWith('text/') ? readText(request, charset) : request.rawBody;
}

const jsonType = /^application\/(?:[^/]+\+)?json$/;

function readText(request: LazyRequest, charset: string | undefined): string {
  const body = request.encodedBody ?? '';
  // Text that the front door has decoded already is text; a byte order mark says nothing in it.
  if (!request.isEncoded) return body.startsWith('\uFEFF') ? body.slice(1) : body;
  return decodeText(request.rawBody ?? new Uint8Array(), charset);
}

function toForm(queries: Readonly<Record<string, readonly string[]>>): unknown {
  const form = emptyMap<string | readonly string[]>();
  for (const name of Object.keys(queries)) {
    const values = queries[name] ?? [];
    form[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return form;
}
