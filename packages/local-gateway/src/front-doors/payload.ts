import type { InvocationResult } from '../invocation.ts';
import { isJsonObject } from './json.ts';

/** What a function gave back, parsed, or why there is nothing to read. */
export type Payload =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** Lambda's limit for a result: 6 MiB and 100 bytes (RT-7, RESP-38). */
export const MAX_PAYLOAD_BYTES = 6_291_556;

/** Reads the payload of an invocation; a function error and an oversize result are refused (RESP-37, RESP-38). */
export function readPayload({ payload, functionError }: InvocationResult): Payload {
  if (functionError) return refused(`the function failed: ${errorText(payload)}`);
  const bytes = Buffer.byteLength(payload);
  if (bytes > MAX_PAYLOAD_BYTES) {
    return refused(`the result has ${bytes} bytes, at most ${MAX_PAYLOAD_BYTES} are allowed`);
  }
  const value = parseJson(payload);
  return value === undefined ? refused('the result is not JSON') : { ok: true, value };
}

/** What JSON text says, or `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refused(reason: string): Payload {
  return { ok: false, reason };
}

function errorText(payload: string): string {
  const error = parseJson(payload);
  if (!isJsonObject(error)) return payload.slice(0, 200);
  const { errorType, errorMessage } = error;
  const parts = [errorType, errorMessage].filter((part) => typeof part === 'string');
  return parts.join(': ');
}
