import { decodeComponent } from './decode-component.ts';
import { HttpError } from '../errors/errors.ts';
import { emptyMap, isRecord } from '../own.ts';
import type { TextMap } from './request.ts';

/**
 * Path parameters that the front door left encoded, decoded once.
 *
 * @throws {@link HttpError} 400 for a malformed escape.
 */
export function decodeParams(params: unknown): TextMap {
  return mapParams(params, (value, name) => {
    const text = decodeComponent(value);
    if (text === undefined) {
      throw new HttpError(400, `path parameter "${name}" has a malformed escape`);
    }
    return text;
  });
}

/** Path parameters that the front door has decoded, as they are. */
export function copyParams(params: unknown): TextMap {
  return mapParams(params, (value) => value);
}

function mapParams(params: unknown, map: (value: string, name: string) => string): TextMap {
  const texts = emptyMap<string>();
  if (!isRecord(params)) return texts;
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (typeof value === 'string') texts[name] = map(value, name);
  }
  return texts;
}
