import { decodeBase64, encodeBase64 } from '../front-doors/base64.ts';
import { mediaType } from '../front-doors/media-type.ts';
import { isBinaryMediaType } from '../front-doors/rest-api/binary-media-types.ts';
import type { ContentHandling } from './method-settings.ts';
import { configurationError, type Refusal } from './refusal.ts';

/** A body between client and integration: text, or bytes no template can read. */
export type Content = string | Uint8Array;

/** A body after conversion, or why it cannot be converted. */
export type ConvertedContent = { readonly content: Content } | Refusal;

/** Converts a request's body as the integration's `ContentHandling` asks (REQ-11). */
export function convertRequestBody(
  body: Uint8Array,
  contentType: string | undefined,
  binaryMediaTypes: readonly string[],
  handling: ContentHandling | undefined,
): ConvertedContent {
  const type = contentMediaType(contentType);
  if (isBinaryMediaType(type, binaryMediaTypes)) {
    return { content: handling === 'CONVERT_TO_TEXT' ? encodeBase64(body) : body };
  }
  const text = toText(body);
  return handling === 'CONVERT_TO_BINARY'
    ? fromBase64(text, 'request body', 'CONVERT_TO_BINARY')
    : { content: text };
}

/**
 * Converts an integration's response: the first type of the client's `Accept` and the backend's own
 * content type decide, as the documented matrix has it (REQ-46).
 */
export function convertResponseBody(
  body: Content,
  types: { readonly accept: string | undefined; readonly contentType: string | undefined },
  binaryMediaTypes: readonly string[],
  handling: ContentHandling | undefined,
): ConvertedContent {
  const isBinary = isBinaryMediaType(mediaType(types.contentType), binaryMediaTypes);
  const wantsBinary = isBinaryMediaType(mediaType(types.accept), binaryMediaTypes);
  if (isBinary) {
    const asIs = handling === 'CONVERT_TO_BINARY' || (handling === undefined && wantsBinary);
    return { content: asIs ? body : encodeBase64(toBytes(body)) };
  }
  const decode = handling === 'CONVERT_TO_BINARY' || (handling === undefined && wantsBinary);
  const text = toText(body);
  if (!decode) return { content: text };
  return fromBase64(text, 'integration response', handling ?? 'a binary accept header');
}

/** REQ-4: only the MIME part of a `Content-Type` counts, and a missing one counts as JSON. */
export function contentMediaType(contentType: string | undefined): string {
  return mediaType(contentType) || 'application/json';
}

/** UTF-8 text of a body; bytes that are none become U+FFFD (REQ-11). */
export function toText(content: Content): string {
  return typeof content === 'string' ? content : utf8.decode(content);
}

/** Bytes of a body. */
export function toBytes(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function fromBase64(text: string, what: string, because: string): ConvertedContent {
  // A function gives its base64 as a JSON string; the quotes do not count.
  const content = decodeBase64(text.replace(/\s+|^"|"$/g, ''));
  return content === undefined
    ? configurationError(`${what} is not base64, expected base64 text because of ${because}`)
    : { content };
}
