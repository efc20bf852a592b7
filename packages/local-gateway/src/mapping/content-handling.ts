import { isBinaryMediaType, mediaType } from './media-type.ts';
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
  const type = mediaType(contentType) ?? 'application/json';
  if (isBinaryMediaType(type, binaryMediaTypes)) {
    return { content: handling === 'CONVERT_TO_TEXT' ? toBase64(body) : body };
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
    return { content: asIs ? body : toBase64(toBytes(body)) };
  }
  const decode = handling === 'CONVERT_TO_BINARY' || (handling === undefined && wantsBinary);
  const text = toText(body);
  if (!decode) return { content: text };
  return fromBase64(text, 'integration response', handling ?? 'a binary accept header');
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

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function fromBase64(text: string, what: string, because: string): ConvertedContent {
  const compact = text.replace(/\s+/g, '');
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(compact) && compact.length % 4 === 0;
  if (isBase64) return { content: Buffer.from(compact, 'base64') };
  return configurationError(`${what} is not base64, expected base64 text because of ${because}`);
}
