import type { IntegrationParameters } from './request-parameters.ts';
import { print, silent, toJava, type JavaMap, type JavaValue } from './java-values.ts';

/** `$context` of one request: the values of the exchange plus the empty override maps (REQ-22, REQ-25). */
export function createContextMap(context: Readonly<Record<string, unknown>>): JavaMap {
  const map = new Map(Object.entries(context).map(([key, value]) => [key, toJava(value)]));
  const authorizer = map.get('authorizer');
  const claims = authorizer instanceof Map ? authorizer.get('claims') : undefined;
  if (claims instanceof Map) silent(claims); // REQ-23
  map.set(
    'requestOverride',
    new Map(['path', 'header', 'querystring'].map((kind): [string, JavaMap] => [kind, new Map()])),
  );
  map.set('responseOverride', new Map([['header', new Map()]]));
  return map;
}

/** Puts `$context.requestOverride` over mapped parameters, after the whole template ran (REQ-25, REQ-27). */
export function applyRequestOverrides(parameters: IntegrationParameters, context: JavaMap): void {
  const overrides = memberMap(context, 'requestOverride');
  for (const kind of ['header', 'querystring', 'path'] as const) {
    for (const [name, value] of memberMap(overrides, kind)) {
      parameters[kind].set(name, readValues(value));
    }
  }
}

/** `$context.responseOverride` after all templates ran (REQ-25, REQ-26, REQ-65). */
export function readResponseOverrides(context: JavaMap): {
  readonly status?: number;
  readonly headers: ReadonlyMap<string, string>;
} {
  const overrides = memberMap(context, 'responseOverride');
  const headers = new Map<string, string>();
  for (const [name, value] of memberMap(overrides, 'header')) headers.set(name, print(value));
  const status = overrides.get('status');
  // REQ-65
  const counts =
    typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599;
  return counts ? { status, headers } : { headers };
}

function readValues(value: JavaValue): readonly string[] {
  return Array.isArray(value) ? value.map(print) : [print(value)];
}

function memberMap(map: JavaMap, key: string): JavaMap {
  const member = map.get(key);
  return member instanceof Map ? member : new Map();
}
