import type { JsonObject } from '../front-doors/json.ts';
import type { Settings } from '../model/settings.ts';

/** The claims that `local-gateway.json` declares for a token, with or without `Bearer ` in front. */
export function claimsOf({ jwt }: Settings, value: string): JsonObject | undefined {
  return jwt.get(value.replace(/^Bearer\s+/i, ''));
}

/** Why a token is refused here: no issuer is asked, and no signature is verified. */
export const undeclaredToken =
  'the token is none of those that local-gateway.json declares under identities.jwt';

/** The scopes of a token: `scope` in one text, or `scp` as a list. */
export function scopesOf({ scope, scp }: JsonObject): readonly string[] {
  if (typeof scope === 'string') return scope.split(' ').filter((one) => one !== '');
  return Array.isArray(scp) ? scp.filter((one) => typeof one === 'string') : [];
}

/** Whether a token has one of the scopes that are asked for, or none are asked for. */
export function hasScope(claims: JsonObject, wanted: readonly string[]): boolean {
  const scopes = scopesOf(claims);
  return wanted.length === 0 || wanted.some((scope) => scopes.includes(scope));
}
