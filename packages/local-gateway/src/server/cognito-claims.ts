import type { JsonObject } from '../front-doors/json.ts';
import { javaDate } from './java-date.ts';

/** Claims as a user pool authorizer hands them on: all text, `exp` and `iat` as Java dates (REST-21). */
export function cognitoClaims(claims: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, claimText(name, value)]),
  );
}

function claimText(name: string, value: unknown): string {
  if ((name === 'exp' || name === 'iat') && typeof value === 'number')
    return javaDate(value * 1_000);
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(String).join(',') : JSON.stringify(value);
}
