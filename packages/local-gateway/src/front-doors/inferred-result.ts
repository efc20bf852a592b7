import type { JsonObject } from './json.ts';
import { isJsonObject } from './json.ts';
import { textBytes } from './response-body.ts';

/** Whether a result is an envelope: an object that says its status code (HTTP2-22, FURL-7). */
export function isEnvelope(value: unknown): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, 'statusCode');
}

/** The body inferred from a result without status code: its JSON text, and a string without quotes (HTTP2-22, FURL-7). */
export function inferredBody(value: unknown, payload: string): Uint8Array {
  return textBytes(typeof value === 'string' ? value : payload);
}
