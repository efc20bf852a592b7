import { isJsonObject } from '../front-doors/json.ts';
import { parseJson } from '../front-doors/payload.ts';
import type { InvocationResult } from '../invocation.ts';

/**
 * The result of a function that streamed although nobody asked it to, as one result: its metadata, and what came behind
 * the eight NUL bytes as the body (FURL-19). A REST API loses that body (STRM-9).
 */
export function readCollected(result: InvocationResult, body: 'kept' | 'lost'): InvocationResult {
  const { payload } = result;
  const end = payload.indexOf(delimiter);
  if (end === -1) return result;
  const metadata = parseJson(payload.slice(0, end));
  if (!isJsonObject(metadata)) return result;
  const collected =
    body === 'lost'
      ? // A buffered REST result has no cookies (RESP-2).
        { ...metadata, cookies: undefined }
      : { ...metadata, body: payload.slice(end + delimiter.length) };
  return { ...result, payload: JSON.stringify(collected) };
}

const delimiter = '\0'.repeat(8);
