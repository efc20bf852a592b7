import { isReply } from './make-reply.ts';
import { isObject } from '../own.ts';
import { isProxyResult } from './proxy-result.ts';
import { isResponse, isStream } from './read-body.ts';
import type { ByteStream } from './shaped-reply.ts';

/** The stream of what a handler returned, if it has one that can be seen. */
export function streamOf(returned: unknown): ByteStream | undefined {
  try {
    const body = isReply(returned) || isProxyResult(returned) ? returned.body : returned;
    if (!isObject(body)) return undefined;
    const found = isResponse(body) ? body.body : body;
    return found !== null && isStream(found) ? found : undefined;
  } catch {
    // What cannot be read is no stream.
    return undefined;
  }
}
