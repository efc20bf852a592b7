import type { JsonObject } from '../front-doors/json.ts';

/** Claims as a user pool authorizer hands them on: all text, `exp` and `iat` as Java dates (REST-21). */
export function cognitoClaims(claims: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, claimText(name, value)]),
  );
}

function claimText(name: string, value: unknown): string {
  if ((name === 'exp' || name === 'iat') && typeof value === 'number') return javaDate(value);
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(String).join(',') : JSON.stringify(value);
}

/** `Tue Jun 18 15:00:04 UTC 2024` of epoch seconds. */
function javaDate(epochSeconds: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(epochSeconds * 1_000)
    .toUTCString()
    .split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${time} UTC ${year}`;
}
