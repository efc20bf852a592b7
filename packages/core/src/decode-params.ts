import { decodeComponent } from './decode-component.ts';
import { HttpError } from './errors.ts';
import { emptyMap, isObject } from './own.ts';
import type { TextMap } from './request.ts';

/**
 * Path parameters that the front door left encoded, decoded once.
 *
 * @throws {@link HttpError} 400 for a malformed escape.
 */
export function decodeParams(params: unknown): TextMap {
  const decoded = emptyMap<string>();
  if (!isObject(params)) return decoded;
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (typeof value !== 'string') continue;
    const text = decodeComponent(value);
    if (text === undefined)
      throw new HttpError(400, `path parameter "${name}" is not percent-encoded`);
    decoded[name] = text;
  }
  return decoded;
}
