import { readJsonPath } from './json-path.ts';
import { JsonTextError, parseJson } from './json-text.ts';
import { print, toJsonText, type JavaValue } from '../java-values.ts';

/** A body that looked like JSON and is none. */
export interface MalformedBody {
  /** What was found and what was expected. */
  readonly malformed: string;
}

/**
 * A body as `$input.path` sees it: JSON is attempted only when it starts like JSON (REQ-10), other text
 * is a scalar or the text itself, and no text is an empty object (REQ-8).
 */
export function parseJsonBody(text: string): JavaValue | MalformedBody {
  const trimmed = text.trim();
  if (trimmed === '') return new Map();
  const looksLikeJson = /^[{["]/.test(trimmed);
  try {
    return parseJson(trimmed);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return looksLikeJson ? { malformed: error.message } : text;
  }
}

/** Whether a body turned out not to be the JSON it looked like. */
export function isMalformed(body: JavaValue | MalformedBody): body is MalformedBody {
  return typeof body === 'object' && body !== null && 'malformed' in body;
}

/**
 * Text for `method.request.body[.path]` and `integration.response.body[.path]`: JSON text of objects and
 * lists, plain text of others, `undefined` when there is nothing there (REQ-44, REQ-47).
 */
export function printBodyPath(body: JavaValue | MalformedBody, path: string): string | undefined {
  if (isMalformed(body)) return undefined;
  const found = readJsonPath(
    body,
    path.startsWith('[') ? `$${path}` : path === '' ? '$' : `$.${path}`,
  );
  if (!('value' in found) || found.value === null) return undefined;
  const { value } = found;
  return value instanceof Map || Array.isArray(value) ? toJsonText(value) : print(value);
}
