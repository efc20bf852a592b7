import type { HttpResponse } from '../http.ts';
import type { BodyView, ResponseView } from './wire/traces.ts';

/** Bytes as text, or as base64 where they are none; the beginning of long ones. */
export function toBodyView(bytes: Uint8Array): BodyView {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return toTextView(text, bytes.length);
  } catch {
    return {
      text: Buffer.from(bytes.subarray(0, limit)).toString('base64'),
      base64: true,
      bytes: bytes.length,
      truncated: bytes.length > limit,
    };
  }
}

/** The beginning of a text. */
export function toTextView(text: string, bytes: number = Buffer.byteLength(text)): BodyView {
  return { text: text.slice(0, limit), base64: false, bytes, truncated: text.length > limit };
}

/** A response for a page to show, and why it is what it is where a gateway refused. */
export function toResponseView(
  { statusCode, headers, body, stream }: HttpResponse,
  reason?: string,
): ResponseView {
  return {
    statusCode,
    headers,
    body: toBodyView(body),
    streamed: stream !== undefined,
    ...(reason !== undefined && { reason }),
  };
}

/** What a page can show without getting slow. */
const limit = 262_144;
