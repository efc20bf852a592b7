import { isJsonObject } from '../json.ts';
import { parseJson } from '../payload.ts';

/**
 * The route key of a message: what the route selection expression, usually `$request.body.action`, finds in
 * it, else `$default`, which also takes messages that are not JSON (WS-1). `undefined` is a Forbidden frame.
 */
export function selectRouteKey(
  message: string,
  expression: string,
  routeKeys: readonly string[],
): string | undefined {
  const selected = readPath(parseJson(message), expression);
  if (typeof selected === 'string' && !selected.startsWith('$') && routeKeys.includes(selected)) {
    return selected;
  }
  return routeKeys.includes('$default') ? '$default' : undefined;
}

function readPath(value: unknown, expression: string): unknown {
  const path = /^\$\{?request\.body\.([^}]+)\}?$/.exec(expression)?.[1];
  if (path === undefined) return undefined;
  let found = value;
  for (const name of path.split('.')) {
    if (!isJsonObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}
