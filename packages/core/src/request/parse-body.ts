import { parseContentType } from './content-type.ts';
import { decodeBytes } from './decode-bytes.ts';
import { decodeText } from './decode-text.ts';
import { HttpError } from '../errors/errors.ts';
import type { LazyRequest } from './lazy-request.ts';
import { emptyMap } from '../own.ts';
import { parseJson } from './parse-json.ts';
import { addToList, parseQuery } from './read-queries.ts';
import { refuseContentEncoding } from './refuse-content-encoding.ts';

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
  refuseContentEncoding(request);
  const header = request.header('content-type');
  if (header === undefined) return request.rawBody;
  const contentType = parseContentType(header);
  if (contentType === undefined) throw new HttpError(415, 'content type is malformed');
  const { type, charset } = contentType;
  const { limits } = request.options;
  if (isJson(type)) {
    if (charset !== undefined && !jsonCharsets.has(charset)) {
      throw new HttpError(415, 'JSON has another charset, expected utf-8');
    }
    return parseJson(readText(body, request.isEncoded), limits.jsonDepth);
  }
  if (type === 'application/x-www-form-urlencoded') {
    return parseForm(readText(body, request.isEncoded, charset), limits.queries);
  }
  return type.startsWith('text/') ? readText(body, request.isEncoded, charset) : request.rawBody;
}

// RFC 8259, 8.1, in the spellings that text has as well.
const jsonCharsets: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

function isJson(type: string): boolean {
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}

function readText(body: string, isEncoded: boolean, charset?: string): string {
  if (isEncoded) return decodeText(decodeBytes(body, true), charset);
  // Text that the front door has decoded already is text; a byte order mark says nothing in it.
  return body.startsWith('\uFEFF') ? body.slice(1) : body;
}

function parseForm(text: string, limit: number): unknown {
  const form = emptyMap<string | readonly string[]>();
  for (const [name, values] of Object.entries(parseQuery(addToList, text, limit))) {
    // Stryker disable next-line StringLiteral: a name has a value, this is for its type
    const [first = '', ...others] = values;
    form[name] = others.length === 0 ? first : values;
  }
  return form;
}
