import type { JsonObject } from '../json.ts';

/**
 * `requestContext.authorizer` of a JWT authorizer: every claim is a string, lists are `[a b]`, objects their
 * JSON text, and `null` claims are left out; `scopes` only where the route requires some (HTTP2-17).
 */
export function jwtAuthorizer(
  claims: JsonObject,
  scopes: readonly string[] | null = null,
): JsonObject {
  const entries = Object.entries(claims).filter(([, value]) => value !== null);
  const texts = entries.map(([name, value]) => [name, claimText(value)] as const);
  return { jwt: { claims: Object.fromEntries(texts), scopes } };
}

function claimText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `[${value.map(claimText).join(' ')}]` : JSON.stringify(value);
}
