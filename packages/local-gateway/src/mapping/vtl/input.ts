import { isMalformed, parseJsonBody, type MalformedBody } from '../json/json-body.ts';
import { readJsonPath } from '../json/json-path.ts';
import type { RequestValues } from '../request-values.ts';
import { TemplateError } from './run.ts';
import {
  print,
  toJsonText,
  type JavaMap,
  type JavaObject,
  type JavaValue,
} from '../java-values.ts';

/** Thrown when a template reads a body as JSON that is none. */
export class MalformedBodyError extends Error {
  override readonly name = 'MalformedBodyError';
}

/** `$input`: body, `json`, `path` and `params` (REQ-15..REQ-20). */
export function createInput(body: string, values: RequestValues): JavaObject {
  let parsed: JavaValue | MalformedBody | undefined;
  const read = (path: JavaValue): JavaValue | undefined => {
    parsed ??= parseJsonBody(body);
    if (isMalformed(parsed)) throw new MalformedBodyError(parsed.malformed);
    const found = readJsonPath(parsed, print(path));
    if ('invalid' in found) throw new TemplateError(found.invalid);
    return 'value' in found ? found.value : undefined;
  };
  return {
    methods: {
      getBody: () => body,
      // REQ-17; a path to nothing gives the JSON text of empty text.
      json: ([path = '$']) => {
        const value = read(path);
        return toJsonText(value === undefined ? '' : value);
      },
      path: ([path = '$']) => read(path) ?? null,
      params: ([name]) =>
        name === undefined ? allParameters(values) : parameter(values, print(name)),
    },
  };
}

/** REQ-18: path, then query string, then header; the last of several values (REQ-20). */
function parameter({ path, querystring, header }: RequestValues, name: string): JavaValue {
  return (path.get(name) ?? querystring.get(name) ?? header.get(name))?.at(-1) ?? '';
}

function allParameters({ path, querystring, header }: RequestValues): JavaMap {
  return new Map([
    ['path', lastValues(path)],
    ['querystring', lastValues(querystring)],
    ['header', lastValues(header)],
  ]);
}

function lastValues(values: ReadonlyMap<string, readonly string[]>): JavaMap {
  return new Map([...values].map(([name, list]) => [name, list.at(-1) ?? '']));
}
