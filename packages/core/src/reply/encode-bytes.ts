/** A body as an envelope carries it. */
export interface EncodedBody {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * Bytes as an envelope carries them: text when they are UTF-8, base64 otherwise. The bytes decide, never a content
 * type, so nothing is lost either way.
 */
export function encodeBytes(bytes: Uint8Array): EncodedBody {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer)
    ? { body: buffer.toString(), isBase64Encoded: false }
    : { body: buffer.toString('base64'), isBase64Encoded: true };
}

/** The bytes of a body as an envelope carries it. */
export function encodedBytes({ body, isBase64Encoded }: EncodedBody): Uint8Array {
  return Buffer.from(body, isBase64Encoded ? 'base64' : undefined);
}

/** How many bytes a body has. */
export function countBytes({ body, isBase64Encoded }: EncodedBody): number {
  return Buffer.byteLength(body, isBase64Encoded ? 'base64' : undefined);
}

// Asked for here: an import of `node:buffer` would be loaded for every request.
function isUtf8(bytes: Uint8Array): boolean {
  return process.getBuiltinModule('node:buffer').isUtf8(bytes);
}
